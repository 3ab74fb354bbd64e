package io.github.selftest.boot.check.pool;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.function.LongSupplier;

/**
 * The times that something took in a window. It is cut into slices; of each slice all
 * times are kept while they are few, and else as many of them chosen at random, which
 * stand for the others. So a busy time does not drive out what was before it. Adding
 * takes no lock.
 */
final class RecentTimes {

	private static final int SLICES = 16;

	private static final int SIZE = 64;

	private static final long LONGEST = 0xFFFFFFFFL;

	// what was kept: the slice in the upper half, microseconds in the lower one
	private final AtomicLongArray kept = new AtomicLongArray(SLICES * SIZE);

	// the slice in the upper half, how many came in it in the lower one
	private final AtomicLongArray counts = new AtomicLongArray(SLICES);

	private final long sliceNanos;

	private final LongSupplier nanoTime;

	private final long start;

	RecentTimes(Duration window, LongSupplier nanoTime) {
		this.sliceNanos = Math.max(1, window.toNanos() / (SLICES - 1));
		this.nanoTime = nanoTime;
		this.start = nanoTime.getAsLong();
	}

	void add(long micros) {
		long slice = slice();
		int place = (int) (slice % SLICES);
		long before = count(slice, place);
		if (before < 0) {
			return;
		}
		long index = (before < SIZE) ? before : ThreadLocalRandom.current().nextLong(before + 1);
		if (index < SIZE) {
			this.kept.set(place * SIZE + (int) index, slice << 32 | Math.min(micros, LONGEST));
		}
	}

	/**
	 * Return percentiles.
	 * @param ranks the ranks, from 0 to 1
	 * @return the percentiles in milliseconds, empty when there was nothing
	 */
	double[] percentiles(double... ranks) {
		List<Weighted> times = recent();
		double[] percentiles = new double[times.isEmpty() ? 0 : ranks.length];
		double total = times.stream().mapToDouble(Weighted::weight).sum();
		for (int i = 0; i < percentiles.length; i++) {
			percentiles[i] = percentile(times, ranks[i] * total);
		}
		return percentiles;
	}

	/**
	 * Return how many there were in the window.
	 * @return their number, all counted
	 */
	long count() {
		long slice = slice();
		long sum = 0;
		for (int place = 0; place < SLICES; place++) {
			long entry = this.counts.get(place);
			sum += isRecent(entry, slice) ? entry & LONGEST : 0;
		}
		return sum;
	}

	/**
	 * Count one more.
	 * @return how many there were in that slice before, negative if it is over
	 */
	private long count(long slice, int place) {
		while (true) {
			long entry = this.counts.get(place);
			long known = entry >>> 32;
			if (known > slice + 1) {
				return -1;
			}
			long before = (known == slice + 1) ? entry & LONGEST : 0;
			if (this.counts.compareAndSet(place, entry, (slice + 1) << 32 | Math.min(before + 1, LONGEST))) {
				return before;
			}
		}
	}

	private List<Weighted> recent() {
		long slice = slice();
		List<Weighted> times = new ArrayList<>();
		for (int place = 0; place < SLICES; place++) {
			long entry = this.counts.get(place);
			long count = entry & LONGEST;
			if (isRecent(entry, slice) && count > 0) {
				long of = (entry >>> 32) - 1;
				double weight = Math.max(1, count / (double) SIZE);
				for (int i = 0; i < Math.min(count, SIZE); i++) {
					long one = this.kept.get(place * SIZE + i);
					if (one >>> 32 == of) {
						times.add(new Weighted((one & LONGEST) / 1000.0, weight));
					}
				}
			}
		}
		times.sort(Comparator.comparingDouble(Weighted::millis));
		return times;
	}

	private static double percentile(List<Weighted> times, double upTo) {
		double sum = 0;
		for (Weighted time : times) {
			sum += time.weight();
			// a little more than none, as weights are added up
			if (sum >= upTo - 1e-6) {
				return time.millis();
			}
		}
		return times.get(times.size() - 1).millis();
	}

	// 0 is a place that was never used, so slices are counted from 1 there
	private static boolean isRecent(long entry, long slice) {
		long known = entry >>> 32;
		return known > 0 && known + SLICES > slice + 1;
	}

	private long slice() {
		return (this.nanoTime.getAsLong() - this.start) / this.sliceNanos;
	}

	/**
	 * One that stands for some.
	 *
	 * @param millis the time
	 * @param weight for how many
	 */
	private record Weighted(double millis, double weight) {

	}

}
