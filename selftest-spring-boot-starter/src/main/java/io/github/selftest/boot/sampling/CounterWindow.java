package io.github.selftest.boot.sampling;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;

/**
 * How much counters have grown in the last minutes, from snapshots that come whenever
 * somebody looks. The counters are those of one object: when one of them goes down, all
 * have begun anew, and what they hold then has been counted since. Safe for use by
 * several threads.
 *
 * @since 0.1.0
 */
public final class CounterWindow {

	/** Snapshots that are nearer to each other are one: the window is kept small. */
	private static final int SNAPSHOTS = 60;

	private final long length;

	private final Deque<Snapshot> snapshots = new ArrayDeque<>();

	private long[] carried;

	private long[] latest;

	/**
	 * Create a window.
	 * @param length the time to look back
	 * @param counters how many counters there are
	 */
	public CounterWindow(Duration length, int counters) {
		this.length = length.toNanos();
		this.carried = new long[counters];
		this.latest = new long[counters];
	}

	/**
	 * Add a snapshot.
	 * @param nanos when it was taken, by a clock that never goes back
	 * @param counters the counters, always in the same order
	 */
	public synchronized void add(long nanos, long... counters) {
		if (haveBegunAnew(counters)) {
			this.carried = sum(this.carried, this.latest);
		}
		this.latest = counters.clone();
		dropLastIfNearItsPredecessor();
		this.snapshots.addLast(new Snapshot(nanos, sum(this.carried, counters)));
		dropWhatIsTooOld(nanos);
	}

	/**
	 * Return by how much the counters have grown within the window.
	 * @return the growth, 0 for all before the second snapshot
	 */
	public synchronized long[] growth() {
		long[] growth = new long[this.latest.length];
		if (!this.snapshots.isEmpty()) {
			Arrays.setAll(growth, (i) -> this.snapshots.getLast().totals[i] - this.snapshots.getFirst().totals[i]);
		}
		return growth;
	}

	/**
	 * Return the time between the first and the last snapshot within the window: shorter
	 * than the window at first, and longer when snapshots come seldom.
	 * @return the time
	 */
	public synchronized Duration span() {
		return this.snapshots.isEmpty() ? Duration.ZERO
				: Duration.ofNanos(this.snapshots.getLast().nanos - this.snapshots.getFirst().nanos);
	}

	private boolean haveBegunAnew(long[] counters) {
		for (int i = 0; i < counters.length; i++) {
			if (counters[i] < this.latest[i]) {
				return true;
			}
		}
		return false;
	}

	private void dropLastIfNearItsPredecessor() {
		if (this.snapshots.size() > 1) {
			Snapshot last = this.snapshots.removeLast();
			if (last.nanos - this.snapshots.getLast().nanos >= this.length / SNAPSHOTS) {
				this.snapshots.addLast(last);
			}
		}
	}

	private void dropWhatIsTooOld(long now) {
		Snapshot first = this.snapshots.removeFirst();
		while (!this.snapshots.isEmpty() && now - this.snapshots.getFirst().nanos >= this.length) {
			first = this.snapshots.removeFirst();
		}
		this.snapshots.addFirst(first);
	}

	private static long[] sum(long[] one, long[] other) {
		long[] sum = new long[one.length];
		Arrays.setAll(sum, (i) -> one[i] + other[i]);
		return sum;
	}

	private static final class Snapshot {

		private final long nanos;

		private final long[] totals;

		Snapshot(long nanos, long[] totals) {
			this.nanos = nanos;
			this.totals = totals;
		}

	}

}
