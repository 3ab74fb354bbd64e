package io.github.selftest.boot.sampling;

import java.time.Duration;
import java.util.Arrays;

/**
 * Where values are going, told by two statistics that single wild values don't impress:
 * the median of the slopes between all pairs (Theil and Sen), and how unlikely so many
 * rising pairs are in values that go nowhere (Mann and Kendall).
 *
 * @param samples the number of values
 * @param span the time between the first and the last of them
 * @param perMinute the slope
 * @param significance how many standard deviations the number of rising pairs is above
 * that of values that go nowhere; negative when they fall
 * @since 0.1.0
 */
public record Trend(int samples, Duration span, double perMinute, double significance) {

	private static final double NANOS_A_MINUTE = 60e9;

	/**
	 * Return by how much the values have risen over the whole span.
	 * @return the rise, negative when they have fallen
	 */
	public double rise() {
		return this.perMinute * this.span.toNanos() / NANOS_A_MINUTE;
	}

	/**
	 * Return whether the values rise, and not by chance.
	 * @param leastSignificance the least significance
	 * @param leastRise the least rise over the whole span
	 * @return whether they rise
	 */
	public boolean rises(double leastSignificance, double leastRise) {
		return this.significance >= leastSignificance && rise() >= leastRise;
	}

	static Trend of(long[] times, double[] values) {
		int size = values.length;
		if (size < 3) {
			return new Trend(size, Duration.ZERO, 0, 0);
		}
		double[] slopes = new double[size * (size - 1) / 2];
		int pairs = 0;
		int rising = 0;
		for (int i = 0; i < size; i++) {
			for (int j = i + 1; j < size; j++) {
				double rise = values[j] - values[i];
				rising += (int) Math.signum(rise);
				slopes[pairs++] = rise / (times[j] - times[i]) * NANOS_A_MINUTE;
			}
		}
		return new Trend(size, Duration.ofNanos(times[size - 1] - times[0]), Series.median(slopes),
				significance(rising, variance(values)));
	}

	private static double significance(int rising, double variance) {
		// one less, as the sum is a whole number and the normal distribution is not
		return (rising == 0 || variance <= 0) ? 0 : (rising - Math.signum(rising)) / Math.sqrt(variance);
	}

	private static double variance(double[] values) {
		double variance = term(values.length);
		double[] sorted = values.clone();
		Arrays.sort(sorted);
		for (int from = 0; from < sorted.length;) {
			int to = from;
			while (to < sorted.length && sorted[to] == sorted[from]) {
				to++;
			}
			variance -= term(to - from);
			from = to;
		}
		return variance / 18;
	}

	private static double term(double equal) {
		return equal * (equal - 1) * (2 * equal + 5);
	}

}
