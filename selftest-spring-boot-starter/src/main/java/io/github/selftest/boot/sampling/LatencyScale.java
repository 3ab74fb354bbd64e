package io.github.selftest.boot.sampling;

import java.time.Duration;
import java.util.Collection;
import java.util.TreeSet;

/**
 * The buckets that latencies are counted in: eight for each doubling between 131
 * microseconds and 137 seconds, and an edge at each objective, so that the requests above
 * one are counted to the last. Immutable.
 *
 * @since 0.1.0
 */
public final class LatencyScale {

	private static final int LOWEST_EXPONENT = 17;

	private static final int HIGHEST_EXPONENT = 36;

	private static final int STEP_BITS = 3;

	private static final int STEPS = 1 << STEP_BITS;

	private static final long LOWEST = 1L << LOWEST_EXPONENT;

	private static final long HIGHEST = (1L << (HIGHEST_EXPONENT + 1)) - 1;

	private final long[] edges;

	/** Where to start looking, by step of the scale without the objectives. */
	private final int[] first;

	/**
	 * Create a scale.
	 * @param objectives latencies that need an edge of their own
	 */
	public LatencyScale(Collection<Duration> objectives) {
		TreeSet<Long> sorted = new TreeSet<>();
		int steps = (HIGHEST_EXPONENT - LOWEST_EXPONENT + 1) * STEPS;
		for (int step = 0; step < steps; step++) {
			sorted.add(startOf(step));
		}
		objectives.forEach((objective) -> sorted.add(objective.toNanos()));
		this.edges = sorted.stream().mapToLong(Long::longValue).toArray();
		this.first = new int[steps];
		for (int step = 0; step < steps; step++) {
			this.first[step] = (step == 0) ? 0 : sorted.headSet(startOf(step)).size();
		}
	}

	private static long startOf(int step) {
		int exponent = LOWEST_EXPONENT + step / STEPS;
		return (1L << exponent) + (step % STEPS) * (1L << (exponent - STEP_BITS));
	}

	/**
	 * Return the number of buckets.
	 * @return the number
	 */
	int size() {
		return this.edges.length + 1;
	}

	/**
	 * Return the bucket of a latency. An edge belongs to the bucket below it.
	 * @param nanos the latency
	 * @return the number of the bucket, 0 for the fastest
	 */
	int bucketOf(long nanos) {
		long clamped = Math.max(LOWEST, Math.min(HIGHEST, nanos));
		int exponent = 63 - Long.numberOfLeadingZeros(clamped);
		int step = (int) (clamped >>> (exponent - STEP_BITS)) & (STEPS - 1);
		int bucket = this.first[(exponent - LOWEST_EXPONENT) * STEPS + step];
		while (bucket > 0 && nanos <= this.edges[bucket - 1]) {
			bucket--;
		}
		while (bucket < this.edges.length && nanos > this.edges[bucket]) {
			bucket++;
		}
		return bucket;
	}

	/**
	 * Return the longest latency that a bucket counts.
	 * @param bucket the number of the bucket
	 * @return the latency in nanoseconds; that of the edge below for the last bucket
	 */
	long upperNanos(int bucket) {
		return this.edges[Math.min(bucket, this.edges.length - 1)];
	}

	/**
	 * Return the latency above which a bucket counts.
	 * @param bucket the number of the bucket
	 * @return the latency in nanoseconds
	 */
	long lowerNanos(int bucket) {
		return (bucket == 0) ? 0 : this.edges[bucket - 1];
	}

}
