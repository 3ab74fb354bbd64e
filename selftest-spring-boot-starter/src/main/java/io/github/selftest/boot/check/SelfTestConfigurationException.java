package io.github.selftest.boot.check;

import org.jspecify.annotations.Nullable;

import io.github.selftest.boot.mistake.InvalidPropertyException;

/**
 * A mistake in the configuration or the code of the service that fails its start. The
 * texts are shown to whoever starts the service; keep secrets out of them.
 *
 * @since 0.1.0
 */
public final class SelfTestConfigurationException extends InvalidPropertyException {

	private static final long serialVersionUID = 1L;

	/**
	 * Create an exception.
	 * @param property the full name of the property, or where else the mistake is
	 * @param value what was seen there, {@code null} if nothing was
	 * @param expected what has to be there
	 * @param remedy what to do
	 */
	public SelfTestConfigurationException(String property, @Nullable Object value, String expected, String remedy) {
		super("The self-test of this service cannot be set up", property,
				(value != null) ? "'" + value + "'" : "nothing", expected, remedy, null);
	}

}
