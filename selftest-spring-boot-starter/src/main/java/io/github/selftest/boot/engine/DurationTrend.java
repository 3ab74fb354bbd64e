package io.github.selftest.boot.engine;

import java.util.List;

/**
 * Whether a check takes longer than it used to.
 *
 * @param direction the direction
 * @param recentMillis the median of the latest mean durations, 0 when not known
 * @param usualMillis the median of those before, 0 when not known
 */
public record DurationTrend(Direction direction, double recentMillis, double usualMillis) {

	static final DurationTrend UNKNOWN = new DurationTrend(Direction.UNKNOWN, 0, 0);

	/** The latest slots, and those before them, without which nothing is said. */
	private static final int RECENT = 6;

	private static final int BEFORE = 18;

	private static final double CHANGE = 1.5;

	/** A smaller difference is nobody's concern, however large the ratio. */
	private static final double NOTABLE_MILLIS = 5;

	/**
	 * Compare the median of the latest six slots with that of all before them.
	 * @param slots the slots, the oldest first
	 * @return the trend, unknown without at least eighteen slots before
	 */
	static DurationTrend of(List<HistorySlot> slots) {
		List<Double> means = slots.stream().map(HistorySlot::meanMillis).filter((mean) -> mean > 0).toList();
		int before = means.size() - RECENT;
		if (before < BEFORE) {
			return UNKNOWN;
		}
		double usual = median(means.subList(0, before));
		double recent = median(means.subList(before, means.size()));
		return new DurationTrend(direction(usual, recent), recent, usual);
	}

	private static Direction direction(double usual, double recent) {
		if (Math.abs(recent - usual) < NOTABLE_MILLIS) {
			return Direction.STEADY;
		}
		if (recent >= usual * CHANGE) {
			return Direction.SLOWER;
		}
		return (usual >= recent * CHANGE) ? Direction.FASTER : Direction.STEADY;
	}

	private static double median(List<Double> values) {
		List<Double> sorted = values.stream().sorted().toList();
		int middle = sorted.size() / 2;
		return (sorted.size() % 2 == 1) ? sorted.get(middle) : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
	}

	/**
	 * Where it goes.
	 */
	public enum Direction {

		/** There are too few runs that passed. */
		UNKNOWN,

		/** It takes about as long as before. */
		STEADY,

		/** It takes half as long again, or more. */
		SLOWER,

		/** It takes two thirds of the time, or less. */
		FASTER

	}

}
