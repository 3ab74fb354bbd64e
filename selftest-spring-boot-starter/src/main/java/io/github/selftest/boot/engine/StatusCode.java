package io.github.selftest.boot.engine;

import io.github.selftest.api.Status;

/**
 * The form of a status in two bits, which stays the same whatever becomes of the order of
 * the constants.
 */
final class StatusCode {

	static final int MASK = 3;

	private StatusCode() {
	}

	static int of(Status status) {
		return switch (status) {
			case PASS -> 0;
			case WARN -> 1;
			case INCONCLUSIVE -> 2;
			case FAIL -> 3;
		};
	}

	static Status status(int code) {
		return switch (code & MASK) {
			case 0 -> Status.PASS;
			case 1 -> Status.WARN;
			case 2 -> Status.INCONCLUSIVE;
			default -> Status.FAIL;
		};
	}

}
