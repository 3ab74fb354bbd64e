package io.github.selftest.boot.engine;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.github.selftest.api.CheckContext;
import io.github.selftest.api.CheckDefinition;
import io.github.selftest.api.CheckResult;
import io.github.selftest.api.Finding;
import io.github.selftest.api.LoopbackClient;
import io.github.selftest.api.Measurement;

/**
 * What one run of a check has at hand, and what it leaves behind.
 */
final class RunContext implements CheckContext {

	private static final int MAX_RECORDS = 1000;

	private static final Logger logger = LoggerFactory.getLogger(RunContext.class);

	private final PlannedCheck planned;

	private final Clock clock;

	private final Supplier<Duration> remaining;

	private final @Nullable CheckResult previous;

	private final Function<CheckContext, LoopbackClient> loopback;

	private final List<Finding> findings = new ArrayList<>();

	private final List<Measurement> measurements = new ArrayList<>();

	private final Deque<Cleanup> cleanups = new ArrayDeque<>();

	RunContext(PlannedCheck planned, Clock clock, Supplier<Duration> remaining, @Nullable CheckResult previous,
			Function<CheckContext, LoopbackClient> loopback) {
		this.planned = planned;
		this.clock = clock;
		this.remaining = remaining;
		this.previous = previous;
		this.loopback = loopback;
	}

	@Override
	public CheckDefinition definition() {
		return this.planned.definition();
	}

	@Override
	public Duration remaining() {
		return this.remaining.get();
	}

	@Override
	public Clock clock() {
		return this.clock;
	}

	@Override
	public LoopbackClient loopback() {
		return this.loopback.apply(this);
	}

	@Override
	public @Nullable CheckResult previous() {
		return this.previous;
	}

	@Override
	public synchronized void record(Finding finding) {
		if (this.findings.size() < MAX_RECORDS || !finding.status().isPassing()) {
			this.findings.add(finding);
		}
		if (this.findings.size() > 2 * MAX_RECORDS) {
			this.findings.remove(0);
		}
	}

	@Override
	public synchronized void record(Measurement measurement) {
		if (this.measurements.size() < MAX_RECORDS) {
			this.measurements.add(measurement);
		}
	}

	@Override
	public synchronized void onCleanup(Cleanup action) {
		this.cleanups.addLast(action);
	}

	@Override
	public synchronized CheckResult result() {
		if (this.findings.isEmpty() && this.measurements.isEmpty()) {
			return CheckResult.of(EngineFindings.nothingRecorded(this.planned));
		}
		return CheckResult.of(this.findings, this.measurements);
	}

	/**
	 * Return what was recorded with one more finding.
	 * @param finding the finding
	 * @return the result
	 */
	synchronized CheckResult resultWith(Finding finding) {
		List<Finding> all = new ArrayList<>(this.findings);
		all.add(finding);
		return CheckResult.of(all, this.measurements);
	}

	/**
	 * Return a result with what was recorded and is not in it already.
	 * @param result what the check returned
	 * @return the whole result
	 */
	synchronized CheckResult resultWith(CheckResult result) {
		List<Finding> allFindings = new ArrayList<>(this.findings);
		result.findings().stream().filter((finding) -> !allFindings.contains(finding)).forEach(allFindings::add);
		List<Measurement> allMeasurements = new ArrayList<>(result.measurements());
		this.measurements.stream().filter((it) -> !allMeasurements.contains(it)).forEach(allMeasurements::add);
		return CheckResult.of(allFindings, allMeasurements);
	}

	synchronized boolean hasCleanups() {
		return !this.cleanups.isEmpty();
	}

	/**
	 * Run the clean-ups that nobody has run yet, the last one first.
	 */
	void cleanUp() {
		Cleanup cleanup = nextCleanup();
		while (cleanup != null) {
			try {
				cleanup.run();
			}
			catch (Throwable ex) {
				logger.warn("A clean-up of check '{}' failed", this.planned.id(), ex);
				record(EngineFindings.threw(this.planned, "Clean-up of check", ex));
			}
			cleanup = nextCleanup();
		}
	}

	private synchronized @Nullable Cleanup nextCleanup() {
		return this.cleanups.pollLast();
	}

}
