package io.github.selftest.boot.engine;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

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

	Phase phase = Phase.WAITING;

	/** Whether an outcome was recorded, though something of the run may go on. */
	boolean recorded;

	/** Whether what it does now was interrupted. */
	boolean interrupted;

	/** Whether the engine was stopped meanwhile; read by the run itself. */
	volatile boolean abandoned;

	/** Whether it has ignored its interrupt. */
	boolean stuck;

	long startedNanos;

	/** Read by the run itself without the lock. */
	volatile long deadlineNanos;

	@Nullable Instant startedAt;

	@Nullable Thread thread;

	@Nullable RunContext context;

	private boolean known;

	private final List<Runnable> whenKnown = new ArrayList<>();

	/** Who waits for the outcome, by the group that they look from. */
	private final Map<GroupPlan, Callers<CheckReport>> callers = new HashMap<>();

	Run(CheckState state, long latestNanos) {
		this.state = state;
		this.planned = state.planned();
		this.latestNanos = latestNanos;
	}

	/**
	 * Return whether nobody has to wait any longer, though something of the run may go
	 * on.
	 * @return whether the outcome is known, or none will come
	 */
	boolean isKnown() {
		return this.known;
	}

	Callers<CheckReport> callers(GroupPlan group) {
		return this.callers.computeIfAbsent(group, (key) -> new Callers<>());
	}

	/**
	 * Run something, with the lock held, once nobody has to wait any longer.
	 * @param action the action
	 */
	void whenKnown(Runnable action) {
		this.whenKnown.add(action);
	}

	/**
	 * Tell whoever waits.
	 * @param lock the lock
	 * @param clock the clock
	 */
	void becomeKnown(EngineLock lock, EngineClock clock) {
		this.known = true;
		this.callers.forEach(
				(group, waiting) -> lock.afterwards(waiting.answer(() -> this.state.report(group, clock.nanoTime()))));
		this.whenKnown.forEach(lock::next);
		this.whenKnown.clear();
	}

}
