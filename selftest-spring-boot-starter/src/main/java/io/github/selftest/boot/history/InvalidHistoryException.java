package io.github.selftest.boot.history;

import io.github.selftest.boot.mistake.InvalidPropertyException;

/**
 * The history cannot be kept as configured.
 */
final class InvalidHistoryException extends InvalidPropertyException {

	private static final long serialVersionUID = 1L;

	InvalidHistoryException(String property, String seen, String expected, String remedy) {
		super("The history of the self-test cannot be kept", property, seen, expected, remedy, null);
	}

}
