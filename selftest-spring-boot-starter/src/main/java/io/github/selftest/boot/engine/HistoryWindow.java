package io.github.selftest.boot.engine;

import java.time.Duration;

/**
 * How a check did in a span of time that ends now.
 *
 * @param span the span that was asked for
 * @param covered the part of it that the history reaches back to, gaps included
 * @param passed the runs that passed, with or without a warning
 * @param failed the runs that failed, with those that were left out after failures as the
 * check was asked less often
 * @param inconclusive the runs that could not find out
 * @param missing the runs that its schedule would have had beside these
 * @param alternations the changes between passing and failing from run to run
 */
public record HistoryWindow(Duration span, Duration covered, long passed, long failed, long inconclusive, long missing,
		long alternations) {

	/**
	 * Return the share of the conclusive runs that passed.
	 * @return the share, 0 when {@link #isKnown()} is not
	 */
	public double uptime() {
		return isKnown() ? this.passed / (double) conclusive() : 0;
	}

	/**
	 * Return the share of the expected runs that were conclusive.
	 * @return the share, 0 without an expected run
	 */
	public double reachability() {
		long expected = conclusive() + this.inconclusive + this.missing;
		return (expected > 0) ? conclusive() / (double) expected : 0;
	}

	/**
	 * Return whether there was a conclusive run.
	 * @return whether {@link #uptime()} says something
	 */
	public boolean isKnown() {
		return conclusive() > 0;
	}

	/**
	 * Return the runs that found out something.
	 * @return the runs that passed or failed
	 */
	public long conclusive() {
		return this.passed + this.failed;
	}

}
