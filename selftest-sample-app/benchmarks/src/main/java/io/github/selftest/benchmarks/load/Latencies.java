package io.github.selftest.benchmarks.load;

import java.util.Arrays;
import java.util.concurrent.TimeUnit;

/**
 * How long each answer took, all kept, in microseconds.
 */
final class Latencies {

	private static final int FIRST_CAPACITY = 1 << 16;

	private int[] micros = new int[FIRST_CAPACITY];

	private int count;

	void add(long nanos) {
		if (this.count == this.micros.length) {
			this.micros = Arrays.copyOf(this.micros, 2 * this.count);
		}
		this.micros[this.count++] = Math.toIntExact(TimeUnit.NANOSECONDS.toMicros(nanos));
	}

	int count() {
		return this.count;
	}

	/**
	 * Return the least time that a share of all answers took at most.
	 * @param share the share
	 * @return microseconds, 0 without answers
	 */
	int quantile(double share) {
		if (this.count == 0) {
			return 0;
		}
		int[] sorted = Arrays.copyOf(this.micros, this.count);
		Arrays.sort(sorted);
		return sorted[Math.max(0, (int) Math.ceil(share * this.count) - 1)];
	}

	@Override
	public String toString() {
		return "p50=%d p95=%d p99=%d".formatted(quantile(0.5), quantile(0.95), quantile(0.99));
	}

}
