package io.github.selftest.boot.check.pool;

import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.function.LongSupplier;

/**
 * The last times that something took, at most a thousand and none older than a window.
 * Adding takes no lock.
 */
final class RecentTimes {

	private static final int SIZE = 1024;

	private final AtomicLongArray entries = new AtomicLongArray(SIZE);

	private final AtomicInteger next = new AtomicInteger();

	private final long window;

	private final LongSupplier nanoTime;

	private final long start;

	RecentTimes(Duration window, LongSupplier nanoTime) {
		this.window = window.toSeconds();
		this.nanoTime = nanoTime;
		this.start = nanoTime.getAsLong();
	}

	void add(long micros) {
		// 0 is an empty place
		long entry = (seconds() + 1) << 32 | Math.min(micros, 0xFFFFFFFFL);
		this.entries.set(this.next.getAndIncrement() & (SIZE - 1), entry);
	}

	/**
	 * Return percentiles.
	 * @param ranks the ranks, from 0 to 1
	 * @return the percentiles in milliseconds, empty when there was nothing
	 */
	double[] percentiles(double... ranks) {
		long[] micros = recent();
		if (micros.length == 0) {
			return new double[0];
		}
		return Arrays.stream(ranks)
			.map((rank) -> micros[Math.max(0, (int) Math.ceil(rank * micros.length) - 1)] / 1000.0)
			.toArray();
	}

	int count() {
		return recent().length;
	}

	private long[] recent() {
		long oldest = seconds() + 1 - this.window;
		long[] micros = new long[SIZE];
		int count = 0;
		for (int i = 0; i < SIZE; i++) {
			long entry = this.entries.get(i);
			if (entry != 0 && (entry >>> 32) >= oldest) {
				micros[count++] = entry & 0xFFFFFFFFL;
			}
		}
		long[] sorted = Arrays.copyOf(micros, count);
		Arrays.sort(sorted);
		return sorted;
	}

	private long seconds() {
		return (this.nanoTime.getAsLong() - this.start) / 1_000_000_000;
	}

}
