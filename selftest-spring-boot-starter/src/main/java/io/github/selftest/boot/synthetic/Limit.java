package io.github.selftest.boot.synthetic;

import java.time.Duration;
import java.util.function.LongSupplier;

import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import io.github.bucket4j.TimeMeter;

/**
 * How many requests may pass in a second. Twice as many may come at once.
 */
final class Limit {

	private static final long NANOS_PER_SECOND = 1_000_000_000;

	private final Bucket bucket;

	Limit(int requestsPerSecond, LongSupplier nanoTime) {
		this.bucket = Bucket.builder()
			.addLimit((limit) -> limit.capacity(2L * requestsPerSecond)
				.refillGreedy(requestsPerSecond, Duration.ofSeconds(1)))
			.withCustomTimePrecision(new GivenTime(nanoTime))
			.build();
	}

	/**
	 * Take a turn.
	 * @return the seconds after which there is one; 0 if it was taken
	 */
	long take() {
		ConsumptionProbe probe = this.bucket.tryConsumeAndReturnRemaining(1);
		return probe.isConsumed() ? 0 : seconds(probe.getNanosToWaitForRefill());
	}

	void giveBack() {
		this.bucket.addTokens(1);
	}

	private static long seconds(long nanos) {
		return (nanos + NANOS_PER_SECOND - 1) / NANOS_PER_SECOND;
	}

	private record GivenTime(LongSupplier nanoTime) implements TimeMeter {

		@Override
		public long currentTimeNanos() {
			return this.nanoTime.getAsLong();
		}

		@Override
		public boolean isWallClockBased() {
			return false;
		}

	}

}
