package io.github.selftest.boot.engine;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

import org.jspecify.annotations.Nullable;

import io.github.selftest.api.CheckResult;
import io.github.selftest.api.Finding;
import io.github.selftest.api.Measurement;

/**
 * The memory that results may take: 64 KB a check, 8 MB in all. Half of a check's share
 * is for the history, a quarter each for the latest result and the latest failure.
 *
 * @param bytesPerCheck the share of one check
 */
record Budget(int bytesPerCheck) {

	private static final int PER_CHECK = 64 * 1024;

	private static final int TOTAL = 8 * 1024 * 1024;

	/** An object, its header and references, rounded up. */
	private static final int OBJECT = 64;

	private static final int FEWEST_SLOTS = 4;

	static Budget forChecks(int checks) {
		return new Budget(Math.min(PER_CHECK, TOTAL / Math.max(1, checks)));
	}

	private int historyBytes() {
		return this.bytesPerCheck / 2;
	}

	/**
	 * Return how many of the latest runs the history may keep.
	 * @return the number
	 */
	int runs() {
		return Math.max(FEWEST_SLOTS, Math.min(RunRing.MOST, historyBytes() * 3 / 16 / RunRing.BYTES));
	}

	/**
	 * Return how many slots the history may keep.
	 * @param resolution their resolution
	 * @return the number
	 */
	int slots(Resolution resolution) {
		int share = (resolution == Resolution.MINUTE) ? historyBytes() * 3 / 8 : historyBytes() * 3 / 16;
		return Math.max(FEWEST_SLOTS, Math.min(resolution.slots(), share / PackedSlot.BYTES));
	}

	/**
	 * Return the bytes that the history may use for the words of runs that did not pass.
	 * @return the bytes
	 */
	int toldBytes() {
		return historyBytes() / 4;
	}

	/**
	 * Return a result with the worst findings and first measurements that fit.
	 * @param result the result
	 * @return the result itself if it fits
	 */
	CheckResult fit(CheckResult result) {
		if (fits(result)) {
			return result;
		}
		int limit = resultBytes();
		List<Finding> findings = new ArrayList<>();
		int weight = 0;
		for (Finding finding : result.findings().stream().sorted(worstFirst()).toList()) {
			weight += weight(finding);
			if (weight <= limit || findings.isEmpty()) {
				findings.add(finding);
			}
		}
		List<Measurement> measurements = new ArrayList<>();
		for (Measurement measurement : result.measurements()) {
			weight += weight(measurement);
			if (weight <= limit || (findings.isEmpty() && measurements.isEmpty())) {
				measurements.add(measurement);
			}
		}
		return CheckResult.of(findings, measurements);
	}

	/**
	 * Return a run with what fits of its result.
	 * @param run the run
	 * @return the run itself if it fits
	 */
	CompletedRun fit(CompletedRun run) {
		return fits(run.result()) ? run
				: new CompletedRun(run.startedAt(), run.duration(), run.finishedNanos(), fit(run.result()));
	}

	private boolean fits(CheckResult result) {
		return weight(result) <= resultBytes();
	}

	private int resultBytes() {
		return this.bytesPerCheck / 4;
	}

	static int weight(CheckResult result) {
		int weight = OBJECT;
		for (Finding finding : result.findings()) {
			weight += weight(finding);
		}
		for (Measurement measurement : result.measurements()) {
			weight += weight(measurement);
		}
		return weight;
	}

	static int weight(RunRecord run) {
		return 2 * OBJECT + weight(run.summary());
	}

	private static int weight(Finding finding) {
		return OBJECT + weight(finding.code()) + weight(finding.message()) + weight(finding.observed())
				+ weight(finding.expected()) + weight(finding.remedy());
	}

	private static int weight(Measurement measurement) {
		return OBJECT + weight(measurement.name()) + weight(measurement.unit());
	}

	private static int weight(@Nullable String text) {
		return (text != null && !text.isEmpty()) ? OBJECT + 2 * text.length() : 0;
	}

	private static Comparator<Finding> worstFirst() {
		return Comparator.comparing(Finding::status).reversed();
	}

}
