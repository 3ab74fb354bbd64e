package io.github.selftest.boot.mistake;

import org.jspecify.annotations.Nullable;

/**
 * A mistake in a property that fails the start of the service. Each room has a kind of
 * its own, which says what cannot be done. The texts are shown to whoever starts the
 * service; keep secrets out of them.
 *
 * @since 0.1.0
 */
public abstract class InvalidPropertyException extends RuntimeException {

	private static final long serialVersionUID = 1L;

	private final String problem;

	private final String property;

	private final String seen;

	private final String expected;

	private final String remedy;

	/**
	 * Create an exception.
	 * @param problem what cannot be done, as the beginning of a text
	 * @param property the full name of the property
	 * @param seen what was seen there
	 * @param expected what has to be there
	 * @param remedy what to do
	 * @param cause the cause, {@code null} if there is none
	 */
	protected InvalidPropertyException(String problem, String property, String seen, String expected, String remedy,
			@Nullable Exception cause) {
		super("'%s' must be %s but was %s".formatted(property, expected, seen), cause);
		this.problem = problem;
		this.property = property;
		this.seen = seen;
		this.expected = expected;
		this.remedy = remedy;
	}

	public String problem() {
		return this.problem;
	}

	public String property() {
		return this.property;
	}

	public String seen() {
		return this.seen;
	}

	public String expected() {
		return this.expected;
	}

	public String remedy() {
		return this.remedy;
	}

}
