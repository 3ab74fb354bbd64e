package io.github.selftest.boot.fault;

import io.github.selftest.boot.mistake.InvalidPropertyException;

/**
 * Faults cannot be made as configured.
 */
final class InvalidFaultException extends InvalidPropertyException {

	private static final long serialVersionUID = 1L;

	InvalidFaultException(String property, String seen, String expected, String remedy) {
		super("Faults cannot be made", property, seen, expected, remedy, null);
	}

}
