package io.github.selftest.boot.endpoint;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

import org.jspecify.annotations.Nullable;

/**
 * Times in documents: texts for points, numbers for spans, never {@code null}.
 */
final class Instants {

	private Instants() {
	}

	static String text(@Nullable Instant instant) {
		return (instant != null) ? instant.truncatedTo(ChronoUnit.MILLIS).toString() : "";
	}

	static double seconds(@Nullable Duration duration) {
		return (duration != null) ? duration.toSeconds() + duration.toMillisPart() / 1e3 : 0;
	}

	static double millis(@Nullable Duration duration) {
		return (duration != null) ? Math.floor(duration.toNanos() / 1e3) / 1e3 : 0;
	}

	static double ageSeconds(long thenNanos, long nowNanos) {
		return tenths(Math.max(0, nowNanos - thenNanos) / 1e9);
	}

	static double tenths(double seconds) {
		return Math.floor(seconds * 10) / 10;
	}

}
