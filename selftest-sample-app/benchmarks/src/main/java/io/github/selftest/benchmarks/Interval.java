package io.github.selftest.benchmarks;

import java.util.Collection;

/**
 * The median of a sample, with the 95 % interval of the median of what it was drawn from.
 * The ends are order statistics, so nothing is assumed about the distribution.
 *
 * @param low lower end
 * @param median median of the sample
 * @param high upper end
 */
record Interval(double low, double median, double high) {

	private static final double MOST_OUTSIDE = 0.05;

	static Interval of(Collection<Double> sample) {
		double[] sorted = sample.stream().mapToDouble(Double::doubleValue).sorted().toArray();
		int size = sorted.length;
		int outside = outside(size);
		double median = (sorted[(size - 1) / 2] + sorted[size / 2]) / 2;
		return new Interval(sorted[outside], median, sorted[size - 1 - outside]);
	}

	/**
	 * Return how many values lie outside of the interval on each side: as many as can,
	 * while the median lies among them with a probability of 5 % at most. With fewer than
	 * 6 values even all of them say less than that.
	 * @param size the number of values
	 * @return the number outside on each side
	 */
	static int outside(int size) {
		int outside = 0;
		double atMost = 0;
		double exactly = Math.pow(0.5, size);
		while (outside < size / 2) {
			atMost += exactly;
			if (2 * atMost > MOST_OUTSIDE) {
				break;
			}
			exactly = exactly * (size - outside) / (outside + 1);
			outside++;
		}
		return Math.max(0, outside - 1);
	}

}
