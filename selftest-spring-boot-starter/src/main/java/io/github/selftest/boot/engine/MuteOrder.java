package io.github.selftest.boot.engine;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Set;
import java.util.TreeSet;

import org.jspecify.annotations.Nullable;

/**
 * What somebody wants to have muted, not looked at yet.
 *
 * @param checks ids of checks
 * @param groups names of groups
 * @param all whether everything is to be muted
 * @param reason why
 * @param author who wants it
 * @param until when it is to end by itself
 */
public record MuteOrder(Set<String> checks, Set<String> groups, boolean all, @Nullable String reason,
		@Nullable String author, @Nullable Instant until) {

	/** The longest time that a mute may last. */
	static final Duration LONGEST = Duration.ofDays(30);

	private static final int MAX_REASON = 200;

	private static final int MAX_AUTHOR = 100;

	private static final int MAX_NAMES = 20;

	/**
	 * Make a mute of it.
	 * @param id its id
	 * @param now the time of day
	 * @param configured whether the configuration wants it, which may be older than the
	 * end that it names
	 * @param knownGroups the groups that there are
	 * @return the mute
	 * @throws InvalidMuteException if something is missing or wrong
	 */
	public Mute toMute(String id, Instant now, boolean configured, Collection<String> knownGroups) {
		requireSubject();
		requireKnown("groups", this.groups, knownGroups);
		String reason = line("reason", this.reason, MAX_REASON);
		String author = line("author", this.author, MAX_AUTHOR);
		Instant until = end(now, configured);
		return new Mute(id, this.checks, this.groups, this.all, reason, author, now, until, configured);
	}

	private void requireSubject() {
		int names = this.checks.size() + this.groups.size();
		if (this.all ? names > 0 : names == 0) {
			throw new InvalidMuteException("checks", this.all ? "'all' and names" : null,
					"ids of checks, names in 'groups', or else 'all' true and no names");
		}
		if (names > MAX_NAMES) {
			throw new InvalidMuteException("checks", names + " names", "at most " + MAX_NAMES + " checks and groups");
		}
	}

	static void requireKnown(String field, Set<String> names, Collection<String> known) {
		for (String name : new TreeSet<>(names)) {
			if (!known.contains(name)) {
				throw new InvalidMuteException(field, name,
						known.isEmpty() ? "none, as there are none" : "among " + new TreeSet<>(known));
			}
		}
	}

	private static String line(String field, @Nullable String text, int max) {
		if (text == null || text.isBlank()) {
			throw new InvalidMuteException(field, (text != null) ? "blank" : null,
					"a text of 1 to " + max + " characters");
		}
		if (text.length() > max) {
			throw new InvalidMuteException(field, text.length() + " characters",
					"a text of 1 to " + max + " characters");
		}
		if (text.codePoints().anyMatch(MuteOrder::isOdd)) {
			throw new InvalidMuteException(field, "a line break or control character", "a text of one line");
		}
		return text.strip();
	}

	private static boolean isOdd(int codePoint) {
		return switch (Character.getType(codePoint)) {
			case Character.CONTROL, Character.FORMAT, Character.SURROGATE, Character.LINE_SEPARATOR,
					Character.PARAGRAPH_SEPARATOR ->
				true;
			default -> false;
		};
	}

	private Instant end(Instant now, boolean configured) {
		Instant until = this.until;
		Instant latest = now.plus(LONGEST);
		if (until == null) {
			throw new InvalidMuteException("until", null, "an end at most 30 days ahead");
		}
		if (until.isAfter(latest)) {
			throw new InvalidMuteException("until", until, "at most 30 days ahead, which is " + latest);
		}
		if (!configured && !until.isAfter(now)) {
			throw new InvalidMuteException("until", until, "later than now, which is " + now);
		}
		return until;
	}

}
