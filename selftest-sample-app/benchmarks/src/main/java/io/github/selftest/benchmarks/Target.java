package io.github.selftest.benchmarks;

import java.util.Locale;

/**
 * A bound that is to hold for both ends of an interval.
 *
 * @param bound the bound
 * @param atMost whether it is an upper one
 */
record Target(double bound, boolean atMost) {

	static Target atMost(double bound) {
		return new Target(bound, true);
	}

	static Target atLeast(double bound) {
		return new Target(bound, false);
	}

	String outcome(Interval interval) {
		if (holds(interval.low()) && holds(interval.high())) {
			return "reached";
		}
		return (holds(interval.low()) || holds(interval.high())) ? "not shown" : "not reached";
	}

	private boolean holds(double value) {
		return this.atMost ? value <= this.bound : value >= this.bound;
	}

	@Override
	public String toString() {
		return (this.atMost ? "<= " : ">= ") + String.format(Locale.ROOT, "%.3f", this.bound);
	}

}
