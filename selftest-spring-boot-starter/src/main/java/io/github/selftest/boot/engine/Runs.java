package io.github.selftest.boot.engine;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

import io.github.selftest.api.CheckContext;
import io.github.selftest.api.CheckResult;
import io.github.selftest.api.Finding;
import io.github.selftest.api.FindingError;
import io.github.selftest.api.LoopbackClient;
import io.github.selftest.api.Status;

/**
 * Takes runs from their request to their end: one at a time a check, after its
 * prerequisites, on a thread of the {@link Workers}, under a deadline. To be called with
 * the lock of the engine held.
 */
final class Runs {

	private static final Logger logger = LoggerFactory.getLogger(Runs.class);

	/** Made beforehand, for when there is no memory left to make one. */
	private static final CheckResult LAST_RESORT = CheckResult
		.of(Finding.inconclusive("engine.check-error", "The run failed and could not be reported"));

	/** One thread is left to tell what has happened. */
	private static final int MOST_ACTIVE = PooledWorkers.THREADS + PooledWorkers.ASIDE - 1;

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
	 * Start runs of checks, or join those under way.
	 * @param states the checks
	 * @param limit the time after which a run that still waits is given up
	 * @return the runs, in the same order
	 */
	List<Run> start(List<CheckState> states, Duration limit) {
		long latest = this.clock.nanoTime() + Spans.nanos(limit);
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

	/**
	 * Run something once nobody has to wait for any of some runs.
	 * @param runs the runs
	 * @param action the action, which runs with the lock held
	 */
	void whenKnown(List<Run> runs, Runnable action) {
		AtomicInteger left = new AtomicInteger(1);
		Runnable countDown = () -> {
			if (left.decrementAndGet() == 0) {
				action.run();
			}
		};
		for (Run run : runs) {
			if (!run.isKnown()) {
				left.incrementAndGet();
				run.whenKnown(countDown);
			}
		}
		this.lock.next(countDown);
	}

	private void queueAfterPrerequisites(Run run) {
		List<Run> prerequisites = new ArrayList<>();
		for (String id : run.planned.definition().prerequisites()) {
			CheckState state = this.owner.find(id);
			Run other = (state != null) ? state.inFlight() : null;
			if (other != null) {
				prerequisites.add(other);
			}
		}
		whenKnown(prerequisites, () -> queue(run));
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
			attempt(run, context);
			this.lock.locked(() -> beginCleaning(run));
			context.cleanUp();
			result = context.result();
		}
		catch (Throwable ex) {
			Foreign.log(logger, Level.ERROR, "Check '{}' could not be reported", run.planned.id(), ex);
		}
		finally {
			CheckResult outcome = result;
			this.lock.locked(() -> end(run, outcome));
		}
	}

	private static void attempt(Run run, RunContext context) {
		PlannedCheck planned = run.planned;
		try {
			CheckResult returned = planned.check().run(context);
			if (returned != null) {
				context.add(returned);
			}
			else {
				context.record(EngineFindings.nothingReturned(planned));
			}
		}
		catch (Throwable ex) {
			context.record(EngineFindings.of(planned, ex));
			log(run, ex);
		}
	}

	private static void log(Run run, Throwable ex) {
		String id = run.planned.id();
		if (run.abandoned) {
			Foreign.log(logger, Level.DEBUG, "Check '{}' was ended by the stop of the engine", id, ex);
		}
		else if (ex instanceof FindingError) {
			Foreign.log(logger, Level.DEBUG, "Check '{}' ended with a finding", id, ex);
		}
		else if (run.planned.builtIn() || ex instanceof LinkageError) {
			Foreign.log(logger, Level.ERROR, "Check '{}' failed by itself; this is no statement about the service", id,
					ex);
		}
		else if (ex instanceof AssertionError) {
			Foreign.log(logger, Level.DEBUG, "Check '{}' failed", id, ex);
		}
		else {
			Foreign.log(logger, Level.WARN, "Check '{}' threw", id, ex);
		}
	}

	/**
	 * Begin a run on the calling thread.
	 * @param run the run
	 * @return what it may use, {@code null} if it was given up
	 */
	private @Nullable RunContext begin(Run run) {
		if (run.phase != Run.Phase.QUEUED) {
			return null;
		}
		if (isStarved() && this.active.size() >= MOST_ACTIVE) {
			finishUnstarted(run, EngineFindings.starved(run.planned, stuck()));
			return null;
		}
		this.queued.remove(run);
		this.active.add(run);
		run.phase = Run.Phase.RUNNING;
		run.thread = Thread.currentThread();
		run.startedAt = this.clock.wallClock().instant();
		run.startedNanos = this.clock.nanoTime();
		long deadline = run.startedNanos + Spans.nanos(run.planned.deadline());
		run.deadlineNanos = (deadline - run.latestNanos < 0) ? deadline : run.latestNanos;
		CompletedRun latest = run.state.latest();
		run.context = new RunContext(run.planned, this.clock.wallClock(), () -> remaining(run),
				(latest != null) ? latest.result() : null, this.loopback);
		this.owner.begun(run);
		return run.context;
	}

	private Duration remaining(Run run) {
		return Duration.ofNanos(Math.max(0, run.deadlineNanos - this.clock.nanoTime()));
	}

	/**
	 * Go on from the check to its clean-ups. A run that is late by now has overrun,
	 * though nobody has interrupted it yet.
	 * @param run the run
	 */
	private void beginCleaning(Run run) {
		long now = this.clock.nanoTime();
		if (!run.interrupted && run.deadlineNanos - now <= 0) {
			run.interrupted = true;
			recordOverrun(run);
		}
		// an interrupt by the deadline has done its work
		Thread.interrupted();
		run.interrupted = false;
		run.phase = Run.Phase.CLEANING;
		run.deadlineNanos = now + EngineSettings.GRACE.toNanos();
	}

	/**
	 * End a run on the calling thread.
	 * @param run the run
	 * @param result what it found
	 */
	private void end(Run run, CheckResult result) {
		Thread.interrupted();
		this.active.remove(run);
		run.phase = Run.Phase.ENDED;
		run.thread = null;
		release(run);
		if (run.isKnown()) {
			this.owner.released(run);
		}
		else {
			record(run, result, true);
		}
	}

	private void finishUnstarted(Run run, Finding why) {
		this.waiting.remove(run);
		this.queued.remove(run);
		run.phase = Run.Phase.ENDED;
		release(run);
		run.startedNanos = this.clock.nanoTime();
		run.startedAt = this.clock.wallClock().instant();
		record(run, CheckResult.of(why), EngineFindings.isSkipped(why));
	}

	private static void release(Run run) {
		if (run.state.inFlight() == run) {
			run.state.inFlight(null);
		}
	}

	private void record(Run run, CheckResult result, boolean started) {
		run.recorded = true;
		try {
			this.owner.recorded(run, completed(run, result), started);
		}
		finally {
			run.becomeKnown(this.lock, this.clock);
		}
	}

	private CompletedRun completed(Run run, CheckResult result) {
		long now = this.clock.nanoTime();
		Instant startedAt = (run.startedAt != null) ? run.startedAt : this.clock.wallClock().instant();
		return new CompletedRun(startedAt, Duration.ofNanos(Math.max(0, now - run.startedNanos)), now, result);
	}

	/**
	 * End what has overrun its time.
	 * @param nanoTime the monotonic time now
	 * @return nanoseconds until this is worth calling again
	 */
	long enforceDeadlines(long nanoTime) {
		for (Run run : List.copyOf(this.active)) {
			if (!run.stuck && run.deadlineNanos - nanoTime <= 0) {
				overrun(run, nanoTime);
			}
		}
		if (isStarved() && this.workers.isExhausted()) {
			List.copyOf(this.queued).forEach(this::giveUp);
		}
		Stream.concat(this.queued.stream(), this.waiting.stream())
			.filter((run) -> run.latestNanos - nanoTime <= 0)
			.toList()
			.forEach(this::giveUp);
		return nanosToNextDeadline(nanoTime);
	}

	private long nanosToNextDeadline(long nanoTime) {
		long wait = Long.MAX_VALUE;
		for (Run run : this.active) {
			wait = run.stuck ? wait : Math.min(wait, run.deadlineNanos - nanoTime);
		}
		for (Run run : this.queued) {
			wait = Math.min(wait, run.latestNanos - nanoTime);
		}
		for (Run run : this.waiting) {
			wait = Math.min(wait, run.latestNanos - nanoTime);
		}
		return wait;
	}

	private void giveUp(Run run) {
		if (run.phase == Run.Phase.WAITING) {
			finishUnstarted(run, EngineFindings.notRun(run.planned, "its prerequisites took too long"));
		}
		else if (isStarved()) {
			finishUnstarted(run, EngineFindings.starved(run.planned, stuck()));
		}
		else {
			finishUnstarted(run, EngineFindings.notRun(run.planned, "no thread was free in time"));
		}
	}

	private void overrun(Run run, long nanoTime) {
		boolean ignored = run.interrupted;
		if (!ignored && !run.isKnown()) {
			recordOverrun(run);
		}
		interrupt(run, nanoTime);
		if (ignored) {
			becomeStuck(run);
		}
	}

	private static void interrupt(Run run, long nanoTime) {
		// who stops the engine in the middle of a run goes on with other things
		if (run.thread != null && run.thread != Thread.currentThread()) {
			run.thread.interrupt();
		}
		run.interrupted = true;
		run.deadlineNanos = nanoTime + EngineSettings.GRACE.toNanos();
	}

	private void recordOverrun(Run run) {
		boolean cleaning = run.phase == Run.Phase.CLEANING;
		Duration limit = Duration.ofNanos(run.deadlineNanos - run.startedNanos);
		record(run, withFinding(run, cleaning ? EngineFindings.cleanUpTimedOut(run.planned, EngineSettings.GRACE)
				: EngineFindings.timedOut(run.planned, limit)), true);
	}

	private void becomeStuck(Run run) {
		run.stuck = true;
		CheckResult result = withFinding(run, EngineFindings.stuck(run.planned, EngineSettings.GRACE));
		if (run.recorded) {
			this.owner.amended(run, completed(run, result));
		}
		else {
			record(run, result, true);
		}
		RunContext context = run.context;
		if (context != null && context.abandon()) {
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
	 * Forget what waits, interrupt what runs, and record none of it.
	 */
	void abandon() {
		Stream.concat(this.waiting.stream(), this.queued.stream()).toList().forEach((run) -> {
			run.phase = Run.Phase.ENDED;
			release(run);
			run.becomeKnown(this.lock, this.clock);
		});
		this.waiting.clear();
		this.queued.clear();
		for (Run run : this.active) {
			run.abandoned = true;
			if (run.phase == Run.Phase.RUNNING) {
				interrupt(run, this.clock.nanoTime());
			}
			run.becomeKnown(this.lock, this.clock);
		}
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
		 * A run whose outcome was known before has ended at last.
		 * @param run the run
		 */
		void released(Run run);

	}

}
