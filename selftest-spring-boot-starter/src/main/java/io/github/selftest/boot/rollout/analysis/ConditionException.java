package io.github.selftest.boot.rollout.analysis;

/**
 * A condition that can't be read, or that has no answer for a value.
 */
final class ConditionException extends RuntimeException {

	private static final long serialVersionUID = 1L;

	ConditionException(String message) {
		super(message);
	}

}
