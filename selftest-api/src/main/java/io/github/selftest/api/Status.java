package io.github.selftest.api;

/**
 * How a finding, a check or a group stands.
 *
 * @since 0.1.0
 */
public enum Status {

	/**
	 * Evidence was seen that it is well.
	 */
	PASS,

	/**
	 * It works, and somebody should look at it.
	 */
	WARN,

	/**
	 * Nobody could find out. Neither good nor bad news.
	 */
	INCONCLUSIVE,

	/**
	 * Evidence was seen that it is broken.
	 */
	FAIL;

	/**
	 * Return whether something was found out, good or bad.
	 * @return {@code true} for all but {@link #INCONCLUSIVE}
	 */
	public boolean isConclusive() {
		return this != INCONCLUSIVE;
	}

	/**
	 * Return whether it works: {@link #PASS} or {@link #WARN}.
	 * @return whether it works
	 */
	public boolean isPassing() {
		return this == PASS || this == WARN;
	}

	/**
	 * Return the worse of two. From good to bad: PASS, WARN, INCONCLUSIVE, FAIL.
	 * @param other the status to compare with
	 * @return the worse one
	 */
	public Status worse(Status other) {
		return (compareTo(other) >= 0) ? this : other;
	}

}
