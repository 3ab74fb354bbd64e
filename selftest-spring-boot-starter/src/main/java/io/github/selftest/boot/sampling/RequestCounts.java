package io.github.selftest.boot.sampling;

import java.time.Duration;

/**
 * The requests of a span of time. Immutable.
 *
 * @since 0.1.0
 */
public final class RequestCounts {

	private final LatencyScale scale;

	private final long[] buckets;

	private final long errors;

	private final long total;

	private final double seconds;

	RequestCounts(LatencyScale scale, long[] buckets, long errors, double seconds) {
		this.scale = scale;
		this.buckets = buckets;
		this.errors = errors;
		this.seconds = seconds;
		long sum = 0;
		for (long bucket : buckets) {
			sum += bucket;
		}
		this.total = sum;
	}

	public long total() {
		return this.total;
	}

	/**
	 * Return the number of requests that failed.
	 * @return the number, never more than {@link #total()}
	 */
	public long errors() {
		return Math.min(this.errors, this.total);
	}

	/**
	 * Return the length of the span.
	 * @return the length in seconds
	 */
	public double seconds() {
		return this.seconds;
	}

	/**
	 * Return the share of failed requests.
	 * @return the share, 0 without requests
	 */
	public double errorRate() {
		return (this.total > 0) ? (double) errors() / this.total : 0;
	}

	/**
	 * Return the number of requests that took longer. Exact for a latency that the scale
	 * was made with.
	 * @param latency the latency
	 * @return the number
	 */
	public long slowerThan(Duration latency) {
		long above = 0;
		for (int bucket = this.scale.bucketOf(latency.toNanos()) + 1; bucket < this.buckets.length; bucket++) {
			above += this.buckets[bucket];
		}
		return above;
	}

	/**
	 * Return the latency that a share of the requests stays within.
	 * @param share the share, such as 0.95
	 * @return the latency, off by at most an eighth; zero without requests
	 */
	public Duration quantile(double share) {
		long rank = Math.max(1, (long) Math.ceil(share * this.total));
		long seen = 0;
		for (int bucket = 0; bucket < this.buckets.length; bucket++) {
			long here = this.buckets[bucket];
			if (seen + here >= rank) {
				return within(bucket, (double) (rank - seen) / here);
			}
			seen += here;
		}
		return Duration.ZERO;
	}

	private Duration within(int bucket, double share) {
		long lower = this.scale.lowerNanos(bucket);
		long upper = Math.max(lower, this.scale.upperNanos(bucket));
		return Duration.ofNanos(lower + (long) ((upper - lower) * share));
	}

}
