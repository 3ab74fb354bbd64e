package io.github.selftest.boot.fault;

/**
 * Faults cannot be made as configured.
 */
final class InvalidFaultException extends RuntimeException {

	private static final long serialVersionUID = 1L;

	private final String property;

	private final String seen;

	private final String expected;

	private final String remedy;

	InvalidFaultException(String property, String seen, String expected, String remedy) {
		super("'%s' must be %s but was %s".formatted(property, expected, seen));
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
