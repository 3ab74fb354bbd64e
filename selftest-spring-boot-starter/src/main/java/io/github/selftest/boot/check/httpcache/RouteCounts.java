package io.github.selftest.boot.check.httpcache;

import java.util.concurrent.atomic.AtomicLongArray;

/**
 * Conditional requests to one route, and how many of them were answered with 304, in the
 * last slots of time. Each slot is one number, so that its two counts always belong
 * together and counting leaves no garbage.
 */
final class RouteCounts {

	static final int SLOTS = 10;

	private static final int COUNT_BITS = 18;

	private static final int TIME_SHIFT = 2 * COUNT_BITS;

	private static final long FULL = (1L << COUNT_BITS) - 1;

	private final AtomicLongArray slots = new AtomicLongArray(SLOTS);

	/**
	 * Count a request.
	 * @param time the number of the current slot, at least {@link #SLOTS}
	 * @param isNotModified whether it was answered with 304
	 */
	void count(long time, boolean isNotModified) {
		int index = (int) (time % SLOTS);
		long seen;
		do {
			seen = this.slots.get(index);
		}
		while (!this.slots.compareAndSet(index, seen, counted(seen, time, isNotModified)));
	}

	/**
	 * Return what was counted.
	 * @param route the pattern of the route
	 * @param time the number of the current slot
	 */
	RouteShare share(String route, long time) {
		long conditional = 0;
		long notModified = 0;
		for (int i = 0; i < SLOTS; i++) {
			long slot = this.slots.get(i);
			if (time(slot) > time - SLOTS) {
				conditional += conditional(slot);
				notModified += notModified(slot);
			}
		}
		return new RouteShare(route, conditional, notModified);
	}

	// a full slot counts no more: its share stands for the rest of its time
	private static long counted(long seen, long time, boolean isNotModified) {
		long slot = (time(seen) >= time) ? seen : time << TIME_SHIFT;
		if (conditional(slot) == FULL) {
			return slot;
		}
		return slot + (1L << COUNT_BITS) + (isNotModified ? 1 : 0);
	}

	private static long time(long slot) {
		return slot >>> TIME_SHIFT;
	}

	private static long conditional(long slot) {
		return (slot >>> COUNT_BITS) & FULL;
	}

	private static long notModified(long slot) {
		return slot & FULL;
	}

}
