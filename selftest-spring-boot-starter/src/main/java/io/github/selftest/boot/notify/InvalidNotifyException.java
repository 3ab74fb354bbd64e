package io.github.selftest.boot.notify;

import io.github.selftest.boot.mistake.InvalidPropertyException;

/**
 * A target of alerts cannot be set up. Says nothing of values that may be secrets.
 */
final class InvalidNotifyException extends InvalidPropertyException {

	private static final long serialVersionUID = 1L;

	InvalidNotifyException(String property, String seen, String expected, String remedy) {
		super("The alerts of this service cannot be set up", property, seen, expected, remedy, null);
	}

}
