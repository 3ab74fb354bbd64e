package io.github.selftest.boot.rollout.analysis;

import org.jspecify.annotations.Nullable;

/**
 * The two conditions of a metric.
 *
 * @param success what has to hold for a success, or {@code null}
 * @param failure what has to hold for a failure, or {@code null}
 */
record Conditions(@Nullable Condition success, @Nullable Condition failure) {

	static Conditions parse(@Nullable String success, @Nullable String failure) {
		return new Conditions((success != null) ? Condition.parse(success) : null,
				(failure != null) ? Condition.parse(failure) : null);
	}

	/**
	 * Judge a measurement as the controller does.
	 * @param result what was measured
	 * @return what it comes to
	 */
	Phase judge(@Nullable Object result) {
		try {
			return judged(result);
		}
		catch (ConditionException ex) {
			return Phase.ERROR;
		}
	}

	private Phase judged(@Nullable Object result) {
		boolean failed = this.failure != null && this.failure.holds(result);
		boolean succeeded = this.success != null && this.success.holds(result);
		if (failed) {
			return Phase.FAILED;
		}
		if (succeeded || this.success == null) {
			return Phase.SUCCESSFUL;
		}
		return (this.failure == null) ? Phase.FAILED : Phase.INCONCLUSIVE;
	}

}
