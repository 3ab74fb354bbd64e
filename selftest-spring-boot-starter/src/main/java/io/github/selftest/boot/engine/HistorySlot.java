package io.github.selftest.boot.engine;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

import io.github.selftest.api.Status;

/**
 * What happened to a check in a minute or an hour. Large numbers and durations are
 * rounded: numbers above 511 and durations to about two per cent.
 *
 * @param start when it begins
 * @param passed the runs that passed
 * @param warned the runs that passed with a warning
 * @param failed the runs that failed, with those that were left out after failures as the
 * check was asked less often
 * @param inconclusive the runs that could not find out
 * @param alternations the changes between passing and failing from run to run
 * @param meanMillis the mean duration of the runs that passed, 0 without one
 * @param maxMillis the longest duration of a run that passed, 0 without one
 */
public record HistorySlot(Instant start, int passed, int warned, int failed, int inconclusive, int alternations,
		double meanMillis, double maxMillis) {

	/**
	 * Return whether nothing is known of that time: nothing ran, or the process was down.
	 * @return whether it is a gap
	 */
	public boolean isGap() {
		return runs() == 0;
	}

	/**
	 * Return the worst status that occurred.
	 * @return the status, {@code null} in a gap
	 */
	public @Nullable Status worst() {
		if (this.failed > 0) {
			return Status.FAIL;
		}
		if (this.inconclusive > 0) {
			return Status.INCONCLUSIVE;
		}
		return (this.warned > 0) ? Status.WARN : ((this.passed > 0) ? Status.PASS : null);
	}

	int runs() {
		return this.passed + this.warned + this.failed + this.inconclusive;
	}

}
