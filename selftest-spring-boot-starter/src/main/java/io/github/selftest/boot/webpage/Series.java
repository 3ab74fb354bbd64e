package io.github.selftest.boot.webpage;

import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * A measurement over the latest runs.
 *
 * @param name what is measured
 * @param unit the unit
 * @param limit the limit in force, {@code null} without one
 * @param values the values, the latest one last; at least one
 */
record Series(String name, String unit, @Nullable Double limit, List<Double> values) {

	double latest() {
		return this.values.get(this.values.size() - 1);
	}

}
