package io.github.selftest.benchmarks;

import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * What the answers of a block have cost.
 *
 * @param server CPU microseconds of the server's threads for each answer
 * @param process CPU microseconds of the whole process for each answer
 * @param rate answers in a second
 */
record Cost(double server, double process, double rate) {

	/**
	 * Return the mean of blocks of the same length.
	 * @param costs of each block
	 * @return the mean of each figure
	 */
	static Cost mean(List<Cost> costs) {
		return new Cost(mean(costs, Cost::server), mean(costs, Cost::process), mean(costs, Cost::rate));
	}

	private static double mean(List<Cost> costs, ToDoubleFunction<Cost> figure) {
		return costs.stream().mapToDouble(figure).average().orElseThrow();
	}

	@Override
	public String toString() {
		return "%.1f us %.0f/s".formatted(this.server, this.rate);
	}

}
