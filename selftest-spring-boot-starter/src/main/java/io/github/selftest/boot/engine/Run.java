package io.github.selftest.boot.engine;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

import org.jspecify.annotations.Nullable;

/**
 * One run of a check, from its request to its end. Guarded by the lock of the engine.
 */
final class Run {

	/**
	 * How far a run has come.
	 */
	enum Phase {

		/** Waits for its prerequisites. */
		WAITING,

		/** Waits for a thread. */
		QUEUED,

		/** The check runs. */
		RUNNING,

		/** The check has ended; its clean-ups run. */
		CLEANING,

		/** Nothing of it runs any more. */
		ENDED

	}

	final CheckState state;

	final PlannedCheck planned;

	/** When to give up waiting for a thread, and the latest end. */
	final long latestNanos;

	/**
	 * Completes when the outcome is known, which is before the end of a run that overran.
	 */
	final CompletableFuture<@Nullable Void> outcome = new CompletableFuture<>();

	Phase phase = Phase.WAITING;

	boolean overran;

	boolean stuck;

	long startedNanos;

	long deadlineNanos;

	@Nullable Instant startedAt;

	@Nullable Thread thread;

	@Nullable RunContext context;

	/** Who waits for the outcome, by the group that they look from. */
	private final Map<GroupPlan, Callers<CheckReport>> callers = new HashMap<>();

	Run(CheckState state, long latestNanos) {
		this.state = state;
		this.planned = state.planned();
		this.latestNanos = latestNanos;
	}

	/**
	 * Return whether the outcome is known, though something of the run may go on.
	 * @return whether nobody has to wait
	 */
	boolean isKnown() {
		return this.overran || this.phase == Phase.ENDED;
	}

	Callers<CheckReport> callers(GroupPlan group) {
		return this.callers.computeIfAbsent(group, (key) -> new Callers<>());
	}

	/**
	 * Tell whoever waits. To be called with the lock held, once the outcome is recorded.
	 * @param lock the lock
	 * @param clock the clock
	 */
	void tell(EngineLock lock, EngineClock clock) {
		this.callers.forEach(
				(group, waiting) -> lock.afterwards(waiting.answer(() -> this.state.report(group, clock.nanoTime()))));
		lock.afterwards(() -> this.outcome.complete(null));
	}

}
