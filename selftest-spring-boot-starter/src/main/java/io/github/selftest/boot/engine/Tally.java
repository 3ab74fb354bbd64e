package io.github.selftest.boot.engine;

import java.util.EnumMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import io.github.selftest.api.Severity;
import io.github.selftest.api.Status;

/**
 * The checks of a group that count, summed up.
 */
final class Tally {

	private final Map<Severity, Map<Status, Integer>> counts = new EnumMap<>(Severity.class);

	private boolean anyRun;

	private @Nullable Long oldestNanos;

	void add(CheckReport report, Status status) {
		this.counts.computeIfAbsent(report.definition().severity(), (key) -> new EnumMap<>(Status.class))
			.merge(status, 1, Integer::sum);
		CompletedRun latest = report.latest();
		if (latest != null) {
			this.anyRun = true;
			addRun(latest.finishedNanos());
		}
	}

	private void addRun(long finishedNanos) {
		if (this.oldestNanos == null || finishedNanos - this.oldestNanos < 0) {
			this.oldestNanos = finishedNanos;
		}
	}

	int count(Severity severity, Status status) {
		return this.counts.getOrDefault(severity, Map.of()).getOrDefault(status, 0);
	}

	int passing(Severity severity) {
		return count(severity, Status.PASS) + count(severity, Status.WARN);
	}

	int passing() {
		return passing(Severity.CRITICAL) + passing(Severity.DEGRADING);
	}

	int counting() {
		return passing() + count(Severity.CRITICAL, Status.FAIL) + count(Severity.CRITICAL, Status.INCONCLUSIVE)
				+ count(Severity.DEGRADING, Status.FAIL);
	}

	boolean warns() {
		return count(Severity.DEGRADING, Status.FAIL) + count(Severity.DEGRADING, Status.WARN)
				+ count(Severity.CRITICAL, Status.WARN) > 0;
	}

	/**
	 * Return whether any of them has run.
	 * @return {@code false} also when there are none
	 */
	boolean anyRun() {
		return this.anyRun;
	}

	/**
	 * Return the monotonic time of the oldest result.
	 * @return the time, {@code null} without a result
	 */
	@Nullable Long oldestNanos() {
		return this.oldestNanos;
	}

}
