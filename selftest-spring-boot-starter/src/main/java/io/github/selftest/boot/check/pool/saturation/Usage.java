package io.github.selftest.boot.check.pool.saturation;

import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

/**
 * How a pool is used at one moment.
 *
 * @param active how many are in use
 * @param max how many there may be
 * @param waiting how many wait for one, {@code null} if the pool does not tell
 * @param room how many may wait, {@code null} if there is no bound
 */
record Usage(long active, long max, @Nullable Long waiting, @Nullable Long room) {

	/** Of so few all may well be in use. */
	private static final int SMALL = 10;

	private static final double BUSY = 0.9;

	boolean allInUse() {
		return this.active >= this.max;
	}

	/**
	 * Return whether who comes now waits, or is refused.
	 * @return whether there is none left, as far as the pool tells
	 */
	boolean isSaturated() {
		if (!allInUse() || this.waiting == null) {
			return allInUse();
		}
		return (this.room != null) ? this.waiting >= Math.max(1, BUSY * this.room) : this.waiting > 0;
	}

	/**
	 * Return whether it is used nearly up.
	 * @return whether few are left of many
	 */
	boolean isBusy() {
		return this.max >= SMALL && ratio() >= BUSY;
	}

	/**
	 * Return the usage of that part of a pool for which others wait longest.
	 * @param whole the usage of the whole
	 * @param parts those of its parts
	 * @return one of them
	 */
	static Usage worst(Usage whole, List<Usage> parts) {
		return Stream.concat(Stream.of(whole), parts.stream())
			.max(Comparator.comparing(Usage::isSaturated).thenComparingDouble(Usage::ratio))
			.orElse(whole);
	}

	double ratio() {
		return (this.max > 0) ? (double) this.active / this.max : 0;
	}

}
