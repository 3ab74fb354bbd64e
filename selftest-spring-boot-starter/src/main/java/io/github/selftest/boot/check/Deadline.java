package io.github.selftest.boot.check;

import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * When to give up on an answer: a little before the run is interrupted, so that the
 * finding can name the request that took too long.
 *
 * @param budget the time that there was
 * @param end the end as told by the time source
 * @param time the time source
 */
record Deadline(Duration budget, long end, LoopbackTimeSource time) {

	private static final Duration LONGEST_MARGIN = Duration.ofMillis(100);

	private static final long LONGEST_READ_MILLIS = TimeUnit.HOURS.toMillis(1);

	static Deadline within(Duration remaining, LoopbackTimeSource time) {
		Duration tenth = remaining.dividedBy(10);
		Duration budget = remaining.minus((tenth.compareTo(LONGEST_MARGIN) < 0) ? tenth : LONGEST_MARGIN);
		return new Deadline(budget, time.nanoTime() + budget.toNanos(), time);
	}

	/**
	 * Return a deadline that comes no later than this one.
	 * @param time the time from now
	 * @return the earlier deadline
	 */
	Deadline atMost(Duration time) {
		long soon = this.time.nanoTime() + time.toNanos();
		return (soon - this.end < 0) ? new Deadline(time, soon, this.time) : this;
	}

	/**
	 * Return the time that is left, for what takes a timeout.
	 * @return the time in milliseconds, at least 1
	 * @throws SocketTimeoutException if none is left
	 */
	int remainingMillis() throws SocketTimeoutException {
		long nanos = this.end - this.time.nanoTime();
		if (nanos <= 0) {
			throw new SocketTimeoutException("no time left");
		}
		return (int) Math.min(LONGEST_READ_MILLIS, TimeUnit.NANOSECONDS.toMillis(nanos) + 1);
	}

}
