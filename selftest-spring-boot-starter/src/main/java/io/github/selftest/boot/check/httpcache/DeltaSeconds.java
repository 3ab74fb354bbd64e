package io.github.selftest.boot.check.httpcache;

import java.time.Duration;

/**
 * A number of seconds (RFC 9111, 1.2.2).
 *
 * @param form what it looks like
 * @param seconds its value, at most 2<sup>31</sup>; 0 when it is no number of seconds
 */
record DeltaSeconds(Form form, long seconds) {

	/** What a number that is too large is taken for. */
	static final long MAX = 1L << 31;

	private static final int MAX_DIGITS = 18;

	static DeltaSeconds parse(String text) {
		if (Text.isDigits(text)) {
			return ofDigits(text.replaceFirst("^0+(?=.)", ""));
		}
		return new DeltaSeconds(formOf(text), 0);
	}

	boolean isValid() {
		return this.form == Form.VALID || this.form == Form.OVERFLOW;
	}

	Duration duration() {
		return Duration.ofSeconds(this.seconds);
	}

	private static DeltaSeconds ofDigits(String digits) {
		if (digits.length() > MAX_DIGITS || Long.parseLong(digits) >= MAX) {
			return new DeltaSeconds(Form.OVERFLOW, MAX);
		}
		return new DeltaSeconds(Form.VALID, Long.parseLong(digits));
	}

	private static Form formOf(String text) {
		if (text.isEmpty()) {
			return Form.MISSING;
		}
		if (Text.isDigits(text.substring(1)) && "+-".indexOf(text.charAt(0)) >= 0) {
			return (text.charAt(0) == '-') ? Form.NEGATIVE : Form.SIGNED;
		}
		return text.matches("[+-]?[0-9]*\\.[0-9]+") ? Form.DECIMAL : Form.NOT_A_NUMBER;
	}

	/**
	 * What a number of seconds may look like.
	 */
	enum Form {

		/** Digits. */
		VALID("a number of seconds"),

		/** Digits that are more than what caches count with. */
		OVERFLOW("a number beyond 2147483647"),

		/** Nothing. */
		MISSING("no value"),

		/** Digits after a minus. */
		NEGATIVE("a negative number"),

		/** Digits after a plus. */
		SIGNED("a number with a sign"),

		/** Digits with a point. */
		DECIMAL("a number with a fraction"),

		/** Anything else. */
		NOT_A_NUMBER("no number");

		private final String words;

		Form(String words) {
			this.words = words;
		}

		String words() {
			return this.words;
		}

	}

}
