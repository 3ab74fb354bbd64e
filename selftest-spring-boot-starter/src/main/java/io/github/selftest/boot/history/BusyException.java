package io.github.selftest.boot.history;

/**
 * The store has no room for us at the moment, which is no failure.
 */
final class BusyException extends Exception {

	private static final long serialVersionUID = 1L;

	BusyException(String message) {
		super(message);
	}

}
