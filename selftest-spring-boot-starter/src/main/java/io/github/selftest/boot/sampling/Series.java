package io.github.selftest.boot.sampling;

import java.time.Duration;
import java.util.Arrays;

/**
 * The values of something over the last minutes, each with the time at which it was seen.
 * Times may be irregular; a value that follows the last one so closely that the window
 * would not fit is left out. Not safe for use by several threads.
 *
 * @since 0.1.0
 */
public final class Series {

	private final long window;

	private final long apart;

	private final long[] times;

	private final double[] values;

	private int size;

	/**
	 * Create a series.
	 * @param window how far back it reaches
	 * @param capacity how many values it holds at most
	 */
	public Series(Duration window, int capacity) {
		this.window = window.toNanos();
		this.apart = this.window / capacity;
		this.times = new long[capacity];
		this.values = new double[capacity];
	}

	/**
	 * Add a value.
	 * @param nanoTime when it was seen, not before the last one
	 * @param value the value
	 */
	public void add(long nanoTime, double value) {
		forget(nanoTime);
		if (this.size > 0 && nanoTime - this.times[this.size - 1] < this.apart) {
			return;
		}
		if (this.size == this.times.length) {
			drop(1);
		}
		this.times[this.size] = nanoTime;
		this.values[this.size] = value;
		this.size++;
	}

	/**
	 * Forget all values.
	 */
	public void clear() {
		this.size = 0;
	}

	public int size() {
		return this.size;
	}

	/**
	 * Return the time between the oldest and the newest value.
	 * @return the time, 0 with less than two values
	 */
	public Duration span() {
		return (this.size < 2) ? Duration.ZERO : Duration.ofNanos(this.times[this.size - 1] - this.times[0]);
	}

	/**
	 * Return the median of the newest values.
	 * @param count how many
	 * @return the median, 0 when there is none
	 */
	public double recently(int count) {
		return median(newest(count));
	}

	/**
	 * Return the median of the oldest values.
	 * @param count how many
	 * @return the median, 0 when there is none
	 */
	public double atFirst(int count) {
		return median(Arrays.copyOf(this.values, Math.min(count, this.size)));
	}

	/**
	 * Return the smallest of the newest values.
	 * @param count how many
	 * @return the smallest, 0 when there is none
	 */
	public double floor(int count) {
		return Arrays.stream(newest(count)).min().orElse(0);
	}

	/**
	 * Return where the values are going.
	 * @return the trend
	 */
	public Trend trend() {
		return Trend.of(Arrays.copyOf(this.times, this.size), Arrays.copyOf(this.values, this.size));
	}

	static double median(double[] values) {
		double[] sorted = values.clone();
		Arrays.sort(sorted);
		int half = sorted.length / 2;
		if (sorted.length == 0) {
			return 0;
		}
		return (sorted.length % 2 == 1) ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
	}

	private double[] newest(int count) {
		return Arrays.copyOfRange(this.values, Math.max(0, this.size - count), this.size);
	}

	private void forget(long nanoTime) {
		int old = 0;
		while (old < this.size && nanoTime - this.times[old] > this.window) {
			old++;
		}
		drop(old);
	}

	private void drop(int count) {
		System.arraycopy(this.times, count, this.times, 0, this.size - count);
		System.arraycopy(this.values, count, this.values, 0, this.size - count);
		this.size -= count;
	}

}
