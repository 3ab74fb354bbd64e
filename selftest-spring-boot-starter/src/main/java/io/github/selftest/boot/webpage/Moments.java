package io.github.selftest.boot.webpage;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Locale;

/**
 * Points in time as people read them, seen from one moment. Always UTC and said so: those
 * who share an incident sit in several zones.
 */
final class Moments {

	private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss 'UTC'", Locale.ROOT)
		.withZone(ZoneOffset.UTC);

	private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern("d MMM HH:mm 'UTC'", Locale.ROOT)
		.withZone(ZoneOffset.UTC);

	private static final DateTimeFormatter YEAR = DateTimeFormatter.ofPattern("d MMM uuuu HH:mm 'UTC'", Locale.ROOT)
		.withZone(ZoneOffset.UTC);

	private final Instant now;

	Moments(Instant now) {
		this.now = now;
	}

	Instant now() {
		return this.now;
	}

	/**
	 * Return the time of day, with the date when that is another one.
	 * @param instant the point in time
	 * @return the text
	 */
	String at(Instant instant) {
		if (instant.truncatedTo(ChronoUnit.DAYS).equals(this.now.truncatedTo(ChronoUnit.DAYS))) {
			return TIME.format(instant);
		}
		boolean far = Math.abs(ChronoUnit.DAYS.between(instant, this.now)) > 300;
		return (far ? YEAR : DATE).format(instant);
	}

	String ago(Instant instant) {
		return span(Duration.between(instant, this.now)) + " ago";
	}

	/**
	 * Write a point in time that the script can show in the reader's own zone.
	 * @param html where to write it
	 * @param instant the point in time
	 */
	void write(Html html, Instant instant) {
		html.element("time", at(instant), "datetime", instant.truncatedTo(ChronoUnit.MILLIS).toString());
	}

	void writeWithAge(Html html, Instant instant) {
		write(html, instant);
		html.text(" (" + ago(instant) + ")");
	}

	/**
	 * Return how long something takes or has lasted, by its two largest units.
	 * @param duration the duration
	 * @return the text
	 */
	static String span(Duration duration) {
		long seconds = Math.max(0, duration.toSeconds());
		if (seconds < 60) {
			return seconds + "\u00a0s";
		}
		if (seconds < 3600) {
			return two(seconds / 60, "min", (seconds < 180) ? seconds % 60 : 0, "s");
		}
		if (seconds < 86_400) {
			return two(seconds / 3600, "h", seconds % 3600 / 60, "min");
		}
		return two(seconds / 86_400, "d", seconds % 86_400 / 3600, "h");
	}

	private static String two(long large, String largeUnit, long small, String smallUnit) {
		String text = large + "\u00a0" + largeUnit;
		return (small > 0) ? text + " " + small + "\u00a0" + smallUnit : text;
	}

}
