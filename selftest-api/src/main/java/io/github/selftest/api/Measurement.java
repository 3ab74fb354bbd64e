package io.github.selftest.api;

import java.time.Duration;
import java.util.Objects;

import org.jspecify.annotations.Nullable;

/**
 * A number that a check has measured. Immutable.
 *
 * @since 0.1.0
 */
public final class Measurement {

	private final String name;

	private final double value;

	private final String unit;

	private final @Nullable Double limit;

	private Measurement(String name, double value, String unit, @Nullable Double limit) {
		this.name = Objects.requireNonNull(name, "'name' must not be null");
		this.unit = Objects.requireNonNull(unit, "'unit' must not be null");
		this.value = finite(name, "value", value);
		this.limit = (limit != null) ? finite(name, "limit", limit) : null;
	}

	/**
	 * Create a measurement.
	 * @param name what was measured, in camelCase
	 * @param value the value
	 * @param unit the unit, such as {@code ms}, {@code bytes}, {@code ratio} or
	 * {@code count}
	 * @return the measurement
	 * @throws IllegalArgumentException if the value is not a finite number
	 */
	public static Measurement of(String name, double value, String unit) {
		return new Measurement(name, value, unit, null);
	}

	/**
	 * Create a measurement of a time, in milliseconds.
	 * @param name what was measured, in camelCase
	 * @param time the time
	 * @return the measurement
	 */
	public static Measurement of(String name, Duration time) {
		return of(name, time.toNanos() / 1e6, "ms");
	}

	/**
	 * Add the value beyond which the check fails or warns.
	 * @param limit the limit, in the unit of the value
	 * @return a changed copy
	 */
	public Measurement withLimit(double limit) {
		return new Measurement(this.name, this.value, this.unit, limit);
	}

	public String name() {
		return this.name;
	}

	public double value() {
		return this.value;
	}

	public String unit() {
		return this.unit;
	}

	public @Nullable Double limit() {
		return this.limit;
	}

	@Override
	public String toString() {
		return this.name + " " + this.value + " " + this.unit;
	}

	private static double finite(String name, String what, double value) {
		if (!Double.isFinite(value)) {
			throw new IllegalArgumentException(
					"'%s' of measurement '%s' must be a finite number but was %s".formatted(what, name, value));
		}
		return value;
	}

}
