package io.github.selftest.boot.check.httpcache;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The directives of {@code Cache-Control} that are defined somewhere.
 */
enum KnownDirective {

	MAX_AGE(Argument.SECONDS, Sender.BOTH), S_MAXAGE(Argument.SECONDS, Sender.SERVER),
	NO_CACHE(Argument.FIELDS, Sender.BOTH), NO_STORE(Argument.NONE, Sender.BOTH),
	NO_TRANSFORM(Argument.NONE, Sender.BOTH), MUST_REVALIDATE(Argument.NONE, Sender.SERVER),
	PROXY_REVALIDATE(Argument.NONE, Sender.SERVER), MUST_UNDERSTAND(Argument.NONE, Sender.SERVER),
	PRIVATE(Argument.FIELDS, Sender.SERVER), PUBLIC(Argument.NONE, Sender.SERVER),
	IMMUTABLE(Argument.NONE, Sender.SERVER), STALE_WHILE_REVALIDATE(Argument.SECONDS, Sender.SERVER),
	STALE_IF_ERROR(Argument.SECONDS, Sender.BOTH), MAX_STALE(Argument.OTHER, Sender.CLIENT),
	MIN_FRESH(Argument.SECONDS, Sender.CLIENT), ONLY_IF_CACHED(Argument.NONE, Sender.CLIENT),
	PRE_CHECK(Argument.OTHER, Sender.BOTH), POST_CHECK(Argument.OTHER, Sender.BOTH);

	private static final List<KnownDirective> ALL = List.of(values());

	private static final int TYPO = 2;

	private final String directive = name().toLowerCase(Locale.ROOT).replace('_', '-');

	private final Argument argument;

	private final Sender sender;

	KnownDirective(Argument argument, Sender sender) {
		this.argument = argument;
		this.sender = sender;
	}

	static Optional<KnownDirective> of(String name) {
		for (KnownDirective known : ALL) {
			if (known.directive.equalsIgnoreCase(name)) {
				return Optional.of(known);
			}
		}
		return Optional.empty();
	}

	/**
	 * Return the directive that somebody seems to have meant, nothing when the name is
	 * known or like none.
	 */
	static Optional<KnownDirective> meantBy(String name) {
		String lower = Text.lower(name);
		String letters = letters(lower);
		return of(name).isPresent() ? Optional.empty()
				: ALL.stream()
					.filter((known) -> known.distanceFrom(lower, letters) <= TYPO)
					.min(Comparator.comparing((known) -> known.distanceFrom(lower, letters)));
	}

	String directive() {
		return this.directive;
	}

	Argument argument() {
		return this.argument;
	}

	boolean isForRequestsOnly() {
		return this.sender == Sender.CLIENT;
	}

	/**
	 * Short words are like too many others.
	 */
	private int distanceFrom(String name, String letters) {
		if (letters.equals(letters(directive()))) {
			return 0;
		}
		return (name.length() > 2 * TYPO) ? EditDistance.between(name, directive()) : Integer.MAX_VALUE;
	}

	private static String letters(String name) {
		return name.replaceAll("[^a-z]", "");
	}

	/**
	 * What may stand behind the name.
	 */
	enum Argument {

		/** Nothing. */
		NONE,

		/** A number of seconds. */
		SECONDS,

		/** Nothing, or names of fields in quotes. */
		FIELDS,

		/** Something else. */
		OTHER

	}

	private enum Sender {

		CLIENT, SERVER, BOTH

	}

}
