package io.github.selftest.boot.engine;

import java.time.Duration;

/**
 * Spans of time that can be added to a monotonic time, and doubled a few times, without
 * running over.
 */
final class Spans {

	private static final Duration LONGEST = Duration.ofDays(3650);

	private static final Duration SHORTEST_INTERVAL = Duration.ofMillis(100);

	private Spans() {
	}

	static long nanos(Duration span) {
		return bounded(span).toNanos();
	}

	static Duration bounded(Duration span) {
		return (span.compareTo(LONGEST) > 0) ? LONGEST : span;
	}

	/**
	 * Return an interval that the engine can keep to, as it is woken every few
	 * milliseconds at most.
	 * @param interval the interval
	 * @return the interval, or the nearest one that it can keep to
	 */
	static Duration interval(Duration interval) {
		return (interval.compareTo(SHORTEST_INTERVAL) < 0) ? SHORTEST_INTERVAL : bounded(interval);
	}

}
