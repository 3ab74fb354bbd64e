package io.github.selftest.boot.engine;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.github.selftest.api.CheckContext;
import io.github.selftest.api.CheckResult;
import io.github.selftest.api.Finding;
import io.github.selftest.api.FindingError;
import io.github.selftest.api.LoopbackClient;
import io.github.selftest.api.Status;

/**
 * Takes runs from their request to their end: one at a time a check, after its
 * prerequisites, on a thread of the {@link Workers}, under a deadline.
 */
final class Runs {

	private static final Logger logger = LoggerFactory.getLogger(Runs.class);

	/** Made beforehand, for when there is no memory left to make one. */
	private static final CheckResult LAST_RESORT = CheckResult
		.of(Finding.inconclusive("engine.check-error", "The run failed and could not be reported"));

	private final EngineLock lock;

	private final EngineClock clock;

	private final Workers workers;

	private final Function<CheckContext, LoopbackClient> loopback;

	private final Owner owner;

	private final Set<Run> waiting = new LinkedHashSet<>();

	private final Set<Run> queued = new LinkedHashSet<>();

	private final Set<Run> active = new LinkedHashSet<>();

	Runs(EngineLock lock, EngineClock clock, Workers workers, Function<CheckContext, LoopbackClient> loopback,
			Owner owner) {
		this.lock = lock;
		this.clock = clock;
		this.workers = workers;
		this.loopback = loopback;
		this.owner = owner;
	}

	/**
	 * Start runs of checks, or join those under way. To be called with the lock held.
	 * @param states the checks
	 * @param limit the time after which a run that still waits is given up
	 * @return the runs, in the same order
	 */
	List<Run> start(List<CheckState> states, Duration limit) {
		long latest = this.clock.nanoTime() + limit.toNanos();
		List<Run> started = new ArrayList<>();
		List<Run> runs = new ArrayList<>();
		for (CheckState state : states) {
			Run run = state.inFlight();
			if (run == null) {
				run = new Run(state, latest);
				state.inFlight(run);
				this.waiting.add(run);
				started.add(run);
			}
			runs.add(run);
		}
		started.forEach(this::queueAfterPrerequisites);
		return runs;
	}

	private void queueAfterPrerequisites(Run run) {
		List<CompletableFuture<?>> outcomes = new ArrayList<>();
		for (String id : run.planned.definition().prerequisites()) {
			CheckState state = this.owner.find(id);
			Run other = (state != null) ? state.inFlight() : null;
			if (other != null) {
				outcomes.add(other.outcome);
			}
		}
		this.lock.lockedWhenDone(outcomes, () -> queue(run));
	}

	private void queue(Run run) {
		if (!this.waiting.remove(run)) {
			return;
		}
		Finding unmet = unmetPrerequisite(run.planned);
		if (unmet != null) {
			finishUnstarted(run, unmet);
			return;
		}
		run.phase = Run.Phase.QUEUED;
		this.queued.add(run);
		this.lock.afterwards(() -> this.workers.execute(() -> perform(run)));
	}

	private @Nullable Finding unmetPrerequisite(PlannedCheck check) {
		for (String id : check.definition().prerequisites()) {
			CheckState state = this.owner.find(id);
			if (state != null) {
				Status status = state.report(null, this.clock.nanoTime()).rawStatus();
				if (!status.isPassing()) {
					return EngineFindings.skipped(check, id, status);
				}
			}
			else if (!this.owner.isDisabled(id)) {
				return EngineFindings.skippedAsUnknown(check, id);
			}
		}
		return null;
	}

	private void perform(Run run) {
		RunContext context = this.lock.locked(() -> begin(run));
		if (context == null) {
			return;
		}
		CheckResult result = LAST_RESORT;
		try {
			result = attempt(run.planned, context);
			if (this.lock.locked(() -> beginCleaning(run))) {
				context.cleanUp();
				result = context.resultWith(result);
			}
		}
		catch (Throwable ex) {
			logger.error("Check '{}' could not be reported", run.planned.id(), ex);
		}
		finally {
			CheckResult outcome = result;
			this.lock.locked(() -> end(run, outcome));
		}
	}

	private @Nullable RunContext begin(Run run) {
		if (run.phase != Run.Phase.QUEUED) {
			return null;
		}
		this.queued.remove(run);
		this.active.add(run);
		run.phase = Run.Phase.RUNNING;
		run.thread = Thread.currentThread();
		run.startedAt = this.clock.wallClock().instant();
		run.startedNanos = this.clock.nanoTime();
		long deadline = run.startedNanos + run.planned.deadline().toNanos();
		run.deadlineNanos = (deadline - run.latestNanos < 0) ? deadline : run.latestNanos;
		CompletedRun latest = run.state.latest();
		run.context = new RunContext(run.planned, this.clock.wallClock(), () -> remaining(run),
				(latest != null) ? latest.result() : null, this.loopback);
		this.owner.begun(run);
		return run.context;
	}

	private Duration remaining(Run run) {
		long deadline = this.lock.locked(() -> run.deadlineNanos);
		return Duration.ofNanos(Math.max(0, deadline - this.clock.nanoTime()));
	}

	private CheckResult attempt(PlannedCheck planned, RunContext context) {
		try {
			CheckResult result = planned.check().run(context);
			return (result != null) ? context.resultWith(result)
					: context.resultWith(EngineFindings.nothingReturned(planned));
		}
		catch (FindingError ex) {
			return context.resultWith(ex.finding());
		}
		catch (Throwable ex) {
			log(planned, ex);
			return context.resultWith(EngineFindings.threw(planned, "Check", ex));
		}
	}

	private void log(PlannedCheck planned, Throwable ex) {
		if (planned.builtIn() || ex instanceof LinkageError) {
			logger.error("Check '{}' failed by itself; this is no statement about the service", planned.id(), ex);
		}
		else if (ex instanceof AssertionError) {
			logger.debug("Check '{}' failed", planned.id(), ex);
		}
		else {
			logger.warn("Check '{}' threw", planned.id(), ex);
		}
	}

	/**
	 * Go on to the clean-ups, if there are any for this thread to run.
	 * @param run the run
	 * @return whether there are
	 */
	private boolean beginCleaning(Run run) {
		// an interrupt by the deadline has done its work
		Thread.interrupted();
		if (run.stuck || run.context == null || !run.context.hasCleanups()) {
			return false;
		}
		run.phase = Run.Phase.CLEANING;
		run.deadlineNanos = this.clock.nanoTime() + EngineSettings.GRACE.toNanos();
		return true;
	}

	private void end(Run run, CheckResult result) {
		Thread.interrupted();
		this.active.remove(run);
		run.phase = Run.Phase.ENDED;
		run.thread = null;
		if (run.state.inFlight() == run) {
			run.state.inFlight(null);
		}
		if (!run.overran) {
			record(run, result, true);
		}
		else {
			this.owner.released(run);
		}
	}

	private void finishUnstarted(Run run, Finding why) {
		this.queued.remove(run);
		run.phase = Run.Phase.ENDED;
		run.state.inFlight(null);
		run.startedNanos = this.clock.nanoTime();
		run.startedAt = this.clock.wallClock().instant();
		record(run, CheckResult.of(why), EngineFindings.SKIPPED.equals(why.code()));
	}

	private void record(Run run, CheckResult result, boolean started) {
		this.owner.recorded(run, completed(run, result), started);
		run.tell(this.lock, this.clock);
	}

	private CompletedRun completed(Run run, CheckResult result) {
		long now = this.clock.nanoTime();
		Instant startedAt = (run.startedAt != null) ? run.startedAt : this.clock.wallClock().instant();
		return new CompletedRun(startedAt, Duration.ofNanos(Math.max(0, now - run.startedNanos)), now, result);
	}

	/**
	 * End what has overrun its time. To be called with the lock held.
	 * @param nanoTime the monotonic time now
	 * @return nanoseconds until this is worth calling again
	 */
	long enforceDeadlines(long nanoTime) {
		long wait = Long.MAX_VALUE;
		for (Run run : List.copyOf(this.active)) {
			if (!run.stuck && run.deadlineNanos - nanoTime <= 0) {
				overrun(run, nanoTime);
			}
			wait = run.stuck ? wait : Math.min(wait, run.deadlineNanos - nanoTime);
		}
		boolean starved = isStarved() && this.workers.isExhausted();
		for (Run run : List.copyOf(this.queued)) {
			if (starved) {
				finishUnstarted(run, EngineFindings.starved(run.planned, stuck()));
			}
			else if (run.latestNanos - nanoTime <= 0) {
				finishUnstarted(run, isStarved() ? EngineFindings.starved(run.planned, stuck())
						: EngineFindings.notRun(run.planned, "no thread was free in time"));
			}
			else {
				wait = Math.min(wait, run.latestNanos - nanoTime);
			}
		}
		return wait;
	}

	private void overrun(Run run, long nanoTime) {
		Duration limit = Duration.ofNanos(run.deadlineNanos - run.startedNanos);
		if (run.thread != null) {
			run.thread.interrupt();
		}
		run.deadlineNanos = nanoTime + EngineSettings.GRACE.toNanos();
		if (!run.overran) {
			run.overran = true;
			record(run, withFinding(run, EngineFindings.timedOut(run.planned, limit)), true);
			return;
		}
		run.stuck = true;
		this.owner.amended(run,
				completed(run, withFinding(run, EngineFindings.stuck(run.planned, EngineSettings.GRACE))));
		RunContext context = run.context;
		if (context != null && context.hasCleanups()) {
			this.lock.afterwards(() -> this.workers.execute(context::cleanUp));
		}
	}

	private static CheckResult withFinding(Run run, Finding finding) {
		return (run.context != null) ? run.context.resultWith(finding) : CheckResult.of(finding);
	}

	boolean isStarved() {
		return stuck() >= PooledWorkers.ASIDE;
	}

	private int stuck() {
		return (int) this.active.stream().filter((run) -> run.stuck).count();
	}

	/**
	 * Interrupt and forget all. To be called with the lock held.
	 */
	void abandon() {
		this.queued.addAll(this.waiting);
		for (Run run : this.queued) {
			run.phase = Run.Phase.ENDED;
			run.state.inFlight(null);
			run.tell(this.lock, this.clock);
		}
		for (Run run : this.active) {
			run.overran = true;
			run.tell(this.lock, this.clock);
			if (run.thread != null) {
				run.thread.interrupt();
			}
		}
		this.waiting.clear();
		this.queued.clear();
	}

	/**
	 * Knows the checks and takes what comes out of runs. Called with the lock held.
	 */
	interface Owner {

		@Nullable CheckState find(String id);

		boolean isDisabled(String id);

		/**
		 * A run has begun.
		 * @param run the run
		 */
		void begun(Run run);

		/**
		 * The outcome of a run is known.
		 * @param run the run
		 * @param completed what came out
		 * @param started whether it was started, or found not worth starting
		 */
		void recorded(Run run, CompletedRun completed, boolean started);

		/**
		 * More is known of a run whose outcome was recorded.
		 * @param run the run
		 * @param completed what came out
		 */
		void amended(Run run, CompletedRun completed);

		/**
		 * A run that had overrun has ended at last.
		 * @param run the run
		 */
		void released(Run run);

	}

}
