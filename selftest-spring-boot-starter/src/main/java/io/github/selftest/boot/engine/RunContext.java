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
import org.slf4j.event.Level;

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

	/** As many as a result keeps. */
	private static final int MAX_RECORDS = 100;

	private static final int MAX_CLEANUPS = 1000;

	private static final Logger logger = LoggerFactory.getLogger(RunContext.class);

	private final PlannedCheck planned;

	private final Clock clock;

	private final Supplier<Duration> remaining;

	private final @Nullable CheckResult previous;

	private final Function<CheckContext, LoopbackClient> loopback;

	private final List<Finding> findings = new ArrayList<>();

	private final List<Measurement> measurements = new ArrayList<>();

	private final Deque<Cleanup> cleanups = new ArrayDeque<>();

	private boolean abandoned;

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
		if (!this.abandoned) {
			this.findings.add(finding);
			if (this.findings.size() > 2 * MAX_RECORDS) {
				List<Finding> worst = CheckResult.of(this.findings, List.of()).findings();
				this.findings.clear();
				this.findings.addAll(worst);
			}
		}
	}

	@Override
	public synchronized void record(Measurement measurement) {
		if (!this.abandoned && this.measurements.size() < MAX_RECORDS) {
			this.measurements.add(measurement);
		}
	}

	@Override
	public synchronized void onCleanup(Cleanup action) {
		if (this.cleanups.size() >= MAX_CLEANUPS) {
			throw new IllegalStateException(
					"Check '%s' has registered %d clean-ups already".formatted(this.planned.id(), MAX_CLEANUPS));
		}
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
	 * Return what was recorded with one more finding, which is kept in any case.
	 * @param finding the finding
	 * @return the result
	 */
	synchronized CheckResult resultWith(Finding finding) {
		List<Finding> all = new ArrayList<>(this.findings);
		all.add((all.size() < MAX_RECORDS) ? all.size() : 0, finding);
		return CheckResult.of(all, this.measurements);
	}

	/**
	 * Add what the check has returned to what was recorded already. Its own measurements
	 * come first.
	 * @param result the result
	 */
	synchronized void add(CheckResult result) {
		result.findings().stream().filter((finding) -> !this.findings.contains(finding)).forEach(this::record);
		List<Measurement> recorded = List.copyOf(this.measurements);
		this.measurements.clear();
		result.measurements().forEach(this::record);
		recorded.stream().filter((measurement) -> !this.measurements.contains(measurement)).forEach(this::record);
	}

	/**
	 * Forget what was recorded and record no more, as the run ignores its interrupt.
	 * @return whether there are clean-ups that nobody has run yet
	 */
	synchronized boolean abandon() {
		this.abandoned = true;
		this.findings.clear();
		this.measurements.clear();
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
				record(EngineFindings.threw(this.planned, "Clean-up of check", ex));
				Foreign.log(logger, Level.WARN, "A clean-up of check '{}' failed", this.planned.id(), ex);
			}
			cleanup = nextCleanup();
		}
	}

	private synchronized @Nullable Cleanup nextCleanup() {
		return this.cleanups.pollLast();
	}

}
