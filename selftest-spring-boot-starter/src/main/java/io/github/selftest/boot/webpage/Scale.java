package io.github.selftest.boot.webpage;

import java.time.Duration;

import io.github.selftest.boot.engine.Resolution;

/**
 * How much of the past a row of bars shows, and how finely.
 */
enum Scale {

	/** A bar a minute. */
	HOUR("Last hour", "minute", Duration.ofMinutes(1), 60, Resolution.MINUTE),

	/** A bar an hour. */
	DAY("Last 24 hours", "hour", Duration.ofHours(1), 24, Resolution.HOUR),

	/** A bar a day, by UTC. */
	MONTH("Last 30 days", "day", Duration.ofDays(1), 30, Resolution.HOUR);

	private final String title;

	private final String unit;

	private final Duration step;

	private final int bars;

	private final Resolution resolution;

	Scale(String title, String unit, Duration step, int bars, Resolution resolution) {
		this.title = title;
		this.unit = unit;
		this.step = step;
		this.bars = bars;
		this.resolution = resolution;
	}

	String title() {
		return this.title;
	}

	String count(int number) {
		return Words.count(number, this.unit, this.unit + "s");
	}

	Duration step() {
		return this.step;
	}

	int bars() {
		return this.bars;
	}

	Resolution resolution() {
		return this.resolution;
	}

	Duration span() {
		return this.step.multipliedBy(this.bars);
	}

}
