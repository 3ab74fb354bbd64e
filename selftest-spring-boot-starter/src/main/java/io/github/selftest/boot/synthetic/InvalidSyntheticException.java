package io.github.selftest.boot.synthetic;

import org.jspecify.annotations.Nullable;

/**
 * Synthetic requests cannot be recognised as configured. Says nothing of secrets.
 */
final class InvalidSyntheticException extends RuntimeException {

	private static final long serialVersionUID = 1L;

	private final String property;

	private final String seen;

	private final String expected;

	private final String remedy;

	InvalidSyntheticException(String property, String seen, String expected, String remedy) {
		this(property, seen, expected, remedy, null);
	}

	InvalidSyntheticException(String property, String seen, String expected, String remedy, @Nullable Exception cause) {
		super("'%s' must be %s but was %s".formatted(property, expected, seen), cause);
		this.property = property;
		this.seen = seen;
		this.expected = expected;
		this.remedy = remedy;
	}

	String property() {
		return this.property;
	}

	String seen() {
		return this.seen;
	}

	String expected() {
		return this.expected;
	}

	String remedy() {
		return this.remedy;
	}

}
