package io.github.selftest.boot.engine;

import java.time.Instant;
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

	Run(CheckState state, long latestNanos) {
		this.state = state;
		this.planned = state.planned();
		this.latestNanos = latestNanos;
	}

	boolean holdsThread() {
		return this.phase == Phase.RUNNING || this.phase == Phase.CLEANING;
	}

}
