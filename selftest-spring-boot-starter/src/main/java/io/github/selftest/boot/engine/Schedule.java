package io.github.selftest.boot.engine;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Random;

import org.jspecify.annotations.Nullable;

/**
 * When checks run by themselves. Each check of each instance has its own phase within the
 * interval, with some jitter, so that the replicas of a service don't ask a shared
 * dependency at the same moment. A check that keeps failing is asked less often. Guarded
 * by the lock of the engine.
 */
final class Schedule {

	static final Duration FIRST_RUN = Duration.ofSeconds(5);

	private static final double JITTER = 0.05;

	/** Failures in a row after which a check backs off, so that damping is not slowed. */
	private static final int BACK_OFF_AFTER = 3;

	private static final int MAX_BACK_OFF = 4;

	private final EngineClock clock;

	private final long instanceSeed;

	private final Random random;

	private final PriorityQueue<Entry> queue = new PriorityQueue<>(Comparator.comparingLong(Entry::fromOrigin));

	private final long originNanos;

	Schedule(EngineClock clock, String instance) {
		this.clock = clock;
		this.originNanos = clock.nanoTime();
		this.instanceSeed = mixed(instance.hashCode());
		this.random = new Random(this.instanceSeed);
	}

	/**
	 * Plan the first run of a check, soon.
	 * @param state the check
	 */
	void planFirst(CheckState state) {
		Duration interval = state.planned().interval();
		if (interval != null) {
			long spread = Math.min(interval.toNanos() / 2, FIRST_RUN.toNanos());
			plan(state, this.clock.nanoTime() + (long) (phase(state) * spread));
		}
	}

	/**
	 * Plan the run after one that has just ended.
	 * @param state the check
	 */
	void planNext(CheckState state) {
		Duration interval = state.planned().interval();
		if (interval == null) {
			plan(state, null);
			return;
		}
		long period = interval.toNanos() * backOff(state.consecutiveFailures());
		long offset = (long) (phase(state) * period);
		long earliest = this.clock.nanoTime() - this.originNanos + period / 2;
		long beats = Math.floorDiv(earliest - offset + period - 1, period);
		long jitter = (long) (period * JITTER * (2 * this.random.nextDouble() - 1));
		plan(state, this.originNanos + offset + beats * period + jitter);
	}

	void forget(CheckState state) {
		this.queue.removeIf((entry) -> entry.state() == state);
		state.nextRun(null, null);
	}

	void clear() {
		this.queue.forEach((entry) -> entry.state().nextRun(null, null));
		this.queue.clear();
	}

	/**
	 * Take the checks that are due.
	 * @param nanoTime the monotonic time now
	 * @return the checks
	 */
	List<CheckState> takeDue(long nanoTime) {
		List<CheckState> due = new ArrayList<>();
		while (nanosToNext(nanoTime) <= 0) {
			Entry entry = this.queue.remove();
			if (entry.isInForce(this.originNanos)) {
				due.add(entry.state());
			}
		}
		return due;
	}

	long nanosToNext(long nanoTime) {
		Entry next = this.queue.peek();
		return (next != null) ? this.originNanos + next.fromOrigin() - nanoTime : Long.MAX_VALUE;
	}

	static int backOff(int failures) {
		int doublings = Math.max(0, Math.min(2, failures - BACK_OFF_AFTER + 1));
		return Math.min(MAX_BACK_OFF, 1 << doublings);
	}

	private void plan(CheckState state, @Nullable Long nanos) {
		if (nanos == null) {
			state.nextRun(null, null);
			return;
		}
		Clock wall = this.clock.wallClock();
		state.nextRun(nanos, wall.instant().plusNanos(Math.max(0, nanos - this.clock.nanoTime())));
		this.queue.add(new Entry(state, nanos - this.originNanos));
	}

	/**
	 * Return where a check of this instance stands within its interval.
	 * @param state the check
	 * @return a share from 0 to 1
	 */
	private double phase(CheckState state) {
		long mixed = mixed(this.instanceSeed + state.planned().id().hashCode());
		return (mixed >>> 11) / (double) (1L << 53);
	}

	private static long mixed(long seed) {
		// the finalizer of SplitMix64 (Steele, Lea, Flood, OOPSLA 2014)
		long z = seed + 0x9e3779b97f4a7c15L;
		z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
		z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
		return z ^ (z >>> 31);
	}

	/**
	 * A planned run; out of force when the check was planned anew since.
	 *
	 * @param state the check
	 * @param fromOrigin nanoseconds from the start of the schedule
	 */
	private record Entry(CheckState state, long fromOrigin) {

		boolean isInForce(long originNanos) {
			Long next = this.state.nextRunNanos();
			return next != null && next - originNanos == this.fromOrigin;
		}

	}

}
