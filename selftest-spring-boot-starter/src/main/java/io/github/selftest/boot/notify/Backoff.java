package io.github.selftest.boot.notify;

import java.time.Duration;
import java.util.function.DoubleSupplier;

import org.jspecify.annotations.Nullable;

/**
 * How long to wait before the next attempt: twice as long each time, with some chance in
 * it, so that many instances don't come back at the same moment.
 *
 * @param first the time after the first failure
 * @param max the longest time
 * @param random yields numbers from 0 to 1
 */
record Backoff(Duration first, Duration max, DoubleSupplier random) {

	private static final int MOST_DOUBLINGS = 30;

	/**
	 * Return the time to wait.
	 * @param failures the failures so far, at least 1
	 * @param asked the time that the target asks for, {@code null} if none
	 * @return the time in nanoseconds, never longer than the longest time
	 */
	long nanos(int failures, @Nullable Duration asked) {
		double growth = Math.pow(2, Math.min(failures - 1, MOST_DOUBLINGS));
		double spread = 0.75 + this.random.getAsDouble() / 2;
		double delay = (double) this.first.toNanos() * growth * spread;
		double wanted = (asked != null) ? Math.max(delay, asked.toSeconds() * 1e9) : delay;
		return (long) Math.min(wanted, (double) this.max.toNanos());
	}

}
