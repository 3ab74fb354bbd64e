package io.github.selftest.boot.engine;

import java.time.Duration;
import java.time.Instant;

/**
 * How finely a part of the history is divided.
 */
public enum Resolution {

	/** Minutes, for a day. */
	MINUTE(Duration.ofMinutes(1), 24 * 60),

	/** Hours, for thirty days. */
	HOUR(Duration.ofHours(1), 30 * 24);

	private final Duration length;

	private final int slots;

	Resolution(Duration length, int slots) {
		this.length = length;
		this.slots = slots;
	}

	/**
	 * Return the length of a slot.
	 * @return the length
	 */
	public Duration length() {
		return this.length;
	}

	/**
	 * Return how many slots are kept where the memory suffices.
	 * @return the number
	 */
	int slots() {
		return this.slots;
	}

	/**
	 * Return the longest span that is kept.
	 * @return the span
	 */
	Duration span() {
		return this.length.multipliedBy(this.slots);
	}

	long numberOf(Instant time) {
		return Math.floorDiv(time.getEpochSecond(), this.length.toSeconds());
	}

	Instant startOf(long number) {
		return Instant.ofEpochSecond(number * this.length.toSeconds());
	}

}
