package io.github.selftest.boot.synthetic;

/**
 * A claim is not valid, or may not pass. Carries no trace, as callers make it at will.
 */
final class RejectedException extends Exception {

	private static final long serialVersionUID = 1L;

	private final Reason reason;

	private final long retryAfterSeconds;

	RejectedException(Reason reason) {
		this(reason, 0);
	}

	RejectedException(Reason reason, long retryAfterSeconds) {
		super(reason.text(), null, false, false);
		this.reason = reason;
		this.retryAfterSeconds = retryAfterSeconds;
	}

	Reason reason() {
		return this.reason;
	}

	long retryAfterSeconds() {
		return this.retryAfterSeconds;
	}

}
