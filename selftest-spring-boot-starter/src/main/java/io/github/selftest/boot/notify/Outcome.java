package io.github.selftest.boot.notify;

import java.time.Duration;

import org.jspecify.annotations.Nullable;

/**
 * How a request to a target ended.
 *
 * @param kind what it means
 * @param observed what was seen, free of secrets
 * @param duration the time that it took
 * @param retryAfter the time that the target asks to wait, {@code null} if none
 */
record Outcome(Kind kind, String observed, Duration duration, @Nullable Duration retryAfter) {

	boolean isAccepted() {
		return this.kind == Kind.ACCEPTED;
	}

	/**
	 * Return whether the same request may go well later. What was refused or redirected
	 * will be so again.
	 * @return whether to try until it goes well
	 */
	boolean isPassing() {
		return this.kind == Kind.UNAVAILABLE;
	}

	/**
	 * What an outcome means.
	 */
	enum Kind {

		/** Answered by 2xx. */
		ACCEPTED,

		/** Answered by 408, 425, 429, 5xx, or not at all. */
		UNAVAILABLE,

		/** Answered by another 4xx. */
		REFUSED,

		/** Answered by 3xx, which is not followed. */
		REDIRECTED

	}

}
