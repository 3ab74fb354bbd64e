package io.github.selftest.boot.check.httpcache;

import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/**
 * Which part of the whole a response has (RFC 9110, 14.4).
 *
 * @param first the position of the first octet, nothing for {@code *}
 * @param last the position of the last octet, nothing for {@code *}
 * @param total the number of octets of the whole, nothing for {@code *}
 */
record ContentRange(OptionalLong first, OptionalLong last, OptionalLong total) {

	private static final Pattern FORM = Pattern
		.compile("(?<unit>[^ ]*) (?:(?<first>[^-/]*)-(?<last>[^-/]*)|(?<none>[*]))/(?<total>[^/]*)");

	private static final int MAX_DIGITS = 18;

	/**
	 * Read a range of bytes.
	 * @param text the text
	 * @return the range, nothing when the grammar is broken or the numbers are impossible
	 */
	static Optional<ContentRange> parse(String text) {
		return problem(text).isPresent() ? Optional.empty() : Optional.of(read(matcher(text)));
	}

	/**
	 * Return what is wrong with a range.
	 * @param text the text
	 * @return what is wrong, nothing when all is well
	 */
	static Optional<String> problem(String text) {
		Matcher matcher = matcher(text);
		if (!matcher.matches()) {
			return Optional.of("it does not look like 'bytes 0-99/1234'");
		}
		if (!matcher.group("unit").equalsIgnoreCase("bytes")) {
			return Optional.of("its unit is not 'bytes'");
		}
		if (!isPosition(matcher.group("first")) || !isPosition(matcher.group("last"))) {
			return Optional.of("a position is no number");
		}
		if (!matcher.group("total").equals("*") && !isNumber(matcher.group("total"))) {
			return Optional.of("its length is no number");
		}
		return impossible(read(matcher));
	}

	boolean isUnsatisfied() {
		return this.first.isEmpty();
	}

	/**
	 * Return the number of octets of the part.
	 */
	long length() {
		return isUnsatisfied() ? 0 : this.last.getAsLong() - this.first.getAsLong() + 1;
	}

	private static Optional<String> impossible(ContentRange range) {
		if (range.isUnsatisfied()) {
			return range.total.isEmpty() ? Optional.of("it has neither a range nor a length") : Optional.empty();
		}
		if (range.last.getAsLong() < range.first.getAsLong()) {
			return Optional.of("it ends before it begins");
		}
		boolean beyond = range.total.isPresent() && range.last.getAsLong() >= range.total.getAsLong();
		return beyond ? Optional.of("it ends behind the end of the whole") : Optional.empty();
	}

	private static Matcher matcher(String text) {
		return FORM.matcher(text);
	}

	private static ContentRange read(Matcher matcher) {
		if (!matcher.matches()) {
			throw new IllegalArgumentException("'%s' is no range".formatted(matcher));
		}
		return new ContentRange(number(matcher, "first"), number(matcher, "last"), number(matcher, "total"));
	}

	private static OptionalLong number(Matcher matcher, String group) {
		String digits = matcher.group(group);
		return isNumber(digits) ? OptionalLong.of(Long.parseLong(digits)) : OptionalLong.empty();
	}

	/**
	 * Return whether it is a number or, as after {@code *}, not there.
	 */
	private static boolean isPosition(@Nullable String text) {
		return text == null || isNumber(text);
	}

	private static boolean isNumber(@Nullable String text) {
		return text != null && Text.isDigits(text) && text.length() <= MAX_DIGITS;
	}

}
