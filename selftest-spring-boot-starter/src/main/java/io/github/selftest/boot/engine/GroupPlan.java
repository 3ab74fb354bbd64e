package io.github.selftest.boot.engine;

import java.time.Duration;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/**
 * A group as it is in force.
 *
 * @param name the name
 * @param interval the time between two scheduled runs of its checks, {@code null} when
 * they run on demand
 * @param deadline the longest time that a run of the whole group takes
 * @param include ids of checks that belong to it beside those that say so themselves;
 * {@code *} for all
 * @param requiredPassRatio the share of conclusive critical checks that must pass,
 * {@code null} for all
 * @param failures consecutive failures after which a check counts as failed
 * @param passes consecutive passes after which a failed check counts as passed
 * @param runWhenReady whether it runs once when the application is ready
 */
public record GroupPlan(String name, @Nullable Duration interval, Duration deadline, Set<String> include,
		@Nullable Double requiredPassRatio, int failures, int passes, boolean runWhenReady) {

	public GroupPlan {
		interval = (interval != null) ? Spans.interval(interval) : null;
		deadline = Spans.bounded(deadline);
	}

	/**
	 * Return whether its verdict is damped.
	 * @return whether single results may differ from the verdict
	 */
	public boolean isDamped() {
		return this.failures > 1 || this.passes > 1;
	}

	boolean includes(String check) {
		return this.include.contains(check) || this.include.contains("*");
	}

}
