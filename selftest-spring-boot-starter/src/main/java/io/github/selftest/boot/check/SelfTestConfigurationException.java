package io.github.selftest.boot.check;

import org.jspecify.annotations.Nullable;

/**
 * A mistake in the configuration or the code of the service that fails its start. The
 * texts are shown to whoever starts the service; keep secrets out of them.
 *
 * @since 0.1.0
 */
public final class SelfTestConfigurationException extends RuntimeException {

	private static final long serialVersionUID = 1L;

	private final String property;

	private final @Nullable String value;

	private final String expected;

	private final String remedy;

	/**
	 * Create an exception.
	 * @param property the full name of the property, or where else the mistake is
	 * @param value what was seen there, {@code null} if nothing was
	 * @param expected what has to be there
	 * @param remedy what to do
	 */
	public SelfTestConfigurationException(String property, @Nullable Object value, String expected, String remedy) {
		super("'%s' must be %s but was %s".formatted(property, expected,
				(value != null) ? "'" + value + "'" : "missing"));
		this.property = property;
		this.value = (value != null) ? value.toString() : null;
		this.expected = expected;
		this.remedy = remedy;
	}

	public String property() {
		return this.property;
	}

	public @Nullable String value() {
		return this.value;
	}

	public String expected() {
		return this.expected;
	}

	public String remedy() {
		return this.remedy;
	}

}
