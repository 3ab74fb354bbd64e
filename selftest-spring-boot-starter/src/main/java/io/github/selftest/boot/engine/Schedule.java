package io.github.selftest.boot.engine;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeSet;

/**
 * When checks run by themselves. Each check of each instance has its own phase within the
 * interval, with some jitter, so that the replicas of a service don't ask a shared
 * dependency at the same moment. A check that keeps failing is asked less often, unless
 * it is passive. Guarded by the lock of the engine.
 */
final class Schedule {

	static final Duration FIRST_RUN = Duration.ofSeconds(5);

	private static final double JITTER = 0.05;

	/** Failures in a row after which a check backs off, so that damping is not slowed. */
	private static final int BACK_OFF_AFTER = 3;

	private static final int MAX_BACK_OFF = 4;

	private static final Duration SELDOM = Duration.ofSeconds(10);

	private static final Duration EARLY = Duration.ofMillis(250);

	private final EngineClock clock;

	private final long instanceSeed;

	private final Random random;

	/** One entry for a check at most. */
	private final Map<CheckState, Entry> entries = new HashMap<>();

	private final TreeSet<Entry> queue = new TreeSet<>(
			Comparator.comparingLong(Entry::fromOrigin).thenComparingLong(Entry::number));

	private final long originNanos;

	private long planned;

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
			forget(state);
			return;
		}
		long period = interval.toNanos() * state.backOff();
		long offset = (long) (phase(state) * period);
		long earliest = this.clock.nanoTime() - this.originNanos + period / 2;
		long beats = Math.floorDiv(earliest - offset + period - 1, period);
		long jitter = (long) (period * JITTER * (2 * this.random.nextDouble() - 1));
		plan(state, this.originNanos + offset + beats * period + jitter);
	}

	/**
	 * Bring the planned run of a check forward.
	 * @param state the check
	 */
	void planNow(CheckState state) {
		if (this.entries.containsKey(state)) {
			plan(state, this.clock.nanoTime());
		}
	}

	void forget(CheckState state) {
		remove(state);
		state.nextRun(null, null);
	}

	void clear() {
		List.copyOf(this.entries.keySet()).forEach(this::forget);
	}

	/**
	 * Take the checks that are due. With the first one come those that are due within a
	 * quarter of a second, if their interval is so long that it makes no difference: what
	 * wakes threads costs more than what they do then.
	 * @param nanoTime the monotonic time now
	 * @return the checks
	 */
	List<CheckState> takeDue(long nanoTime) {
		List<CheckState> due = new ArrayList<>();
		while (!this.queue.isEmpty() && isDue(this.queue.first(), nanoTime, !due.isEmpty())) {
			CheckState state = this.queue.first().state();
			remove(state);
			due.add(state);
		}
		return due;
	}

	private boolean isDue(Entry entry, long nanoTime, boolean inCompany) {
		Duration interval = entry.state().planned().interval();
		boolean mayBeEarly = inCompany && interval != null && interval.compareTo(SELDOM) >= 0;
		return this.originNanos + entry.fromOrigin() - nanoTime <= (mayBeEarly ? EARLY.toNanos() : 0);
	}

	long nanosToNext(long nanoTime) {
		return this.queue.isEmpty() ? Long.MAX_VALUE : this.originNanos + this.queue.first().fromOrigin() - nanoTime;
	}

	static int backOff(int failures) {
		int doublings = Math.max(0, Math.min(2, failures - BACK_OFF_AFTER + 1));
		return Math.min(MAX_BACK_OFF, 1 << doublings);
	}

	private void plan(CheckState state, long nanos) {
		remove(state);
		Clock wall = this.clock.wallClock();
		state.nextRun(nanos, wall.instant().plusNanos(Math.max(0, nanos - this.clock.nanoTime())));
		Entry entry = new Entry(state, nanos - this.originNanos, ++this.planned);
		this.entries.put(state, entry);
		this.queue.add(entry);
	}

	private void remove(CheckState state) {
		Entry entry = this.entries.remove(state);
		if (entry != null) {
			this.queue.remove(entry);
		}
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
	 * A planned run.
	 *
	 * @param state the check
	 * @param fromOrigin nanoseconds from the start of the schedule
	 * @param number tells it from others at the same moment
	 */
	private record Entry(CheckState state, long fromOrigin, long number) {

	}

}
