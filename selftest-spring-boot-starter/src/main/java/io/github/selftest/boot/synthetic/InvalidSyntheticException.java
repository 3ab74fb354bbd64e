package io.github.selftest.boot.synthetic;

import org.jspecify.annotations.Nullable;

import io.github.selftest.boot.mistake.InvalidPropertyException;

/**
 * Synthetic requests cannot be recognised as configured. Says nothing of secrets.
 */
final class InvalidSyntheticException extends InvalidPropertyException {

	private static final long serialVersionUID = 1L;

	InvalidSyntheticException(String property, String seen, String expected, String remedy) {
		this(property, seen, expected, remedy, null);
	}

	InvalidSyntheticException(String property, String seen, String expected, String remedy, @Nullable Exception cause) {
		super("Synthetic requests cannot be recognised", property, seen, expected, remedy, cause);
	}

}
