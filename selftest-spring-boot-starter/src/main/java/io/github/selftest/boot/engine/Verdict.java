package io.github.selftest.boot.engine;

import java.time.Instant;
import java.util.List;

import org.jspecify.annotations.Nullable;

import io.github.selftest.api.Status;

/**
 * How a group stands. Immutable; a new instance for each change.
 *
 * @param group the name of the group
 * @param status the status that counts, damped in a damped group
 * @param rawStatus the status that the latest results give
 * @param reason why, in at most 200 characters; {@code ok} when it passes
 * @param failed the ids of failed checks that count, the deciding ones first
 * @param warned the ids of checks that warn
 * @param inconclusive the ids of inconclusive checks
 * @param passing the number of counting checks that pass or warn
 * @param counting the number of counting checks
 * @param oldestNanos the monotonic time of the oldest counting result, {@code null}
 * without one
 * @param validUntilNanos the monotonic time at which a result becomes stale, {@code null}
 * when none does
 * @param since when the status began
 * @param checks all checks of the group, in the order of the plan
 * @param muted the ids of checks that would count if they were not muted
 * @param mute the mute by which the group gives no alert, {@code null} if it does
 */
public record Verdict(String group, Status status, Status rawStatus, String reason, List<String> failed,
		List<String> warned, List<String> inconclusive, int passing, int counting, @Nullable Long oldestNanos,
		@Nullable Long validUntilNanos, Instant since, List<CheckReport> checks, List<String> muted,
		@Nullable Mute mute) {

	/**
	 * Create a verdict of a group of which nothing is muted.
	 * @param group the name of the group
	 * @param status the status that counts
	 * @param rawStatus the status that the latest results give
	 * @param reason why
	 * @param failed the ids of failed checks
	 * @param warned the ids of checks that warn
	 * @param inconclusive the ids of inconclusive checks
	 * @param passing the number of counting checks that pass or warn
	 * @param counting the number of counting checks
	 * @param oldestNanos the monotonic time of the oldest counting result
	 * @param validUntilNanos the monotonic time at which a result becomes stale
	 * @param since when the status began
	 * @param checks all checks of the group
	 */
	public Verdict(String group, Status status, Status rawStatus, String reason, List<String> failed,
			List<String> warned, List<String> inconclusive, int passing, int counting, @Nullable Long oldestNanos,
			@Nullable Long validUntilNanos, Instant since, List<CheckReport> checks) {
		this(group, status, rawStatus, reason, failed, warned, inconclusive, passing, counting, oldestNanos,
				validUntilNanos, since, checks, List.of(), null);
	}

	/**
	 * Return the share of counting checks that pass.
	 * @return the share, 0 without a counting check
	 */
	public double score() {
		return (this.counting > 0) ? (double) this.passing / this.counting : 0;
	}

	/**
	 * Return the age of the oldest counting result.
	 * @param nanoTime the monotonic time now
	 * @return the age in seconds, 0 without a result
	 */
	public double ageSeconds(long nanoTime) {
		return (this.oldestNanos != null) ? Math.max(0, nanoTime - this.oldestNanos) / 1e9 : 0;
	}

}
