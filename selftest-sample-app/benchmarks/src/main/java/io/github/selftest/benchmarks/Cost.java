package io.github.selftest.benchmarks;

/**
 * What the answers of a block have cost.
 *
 * @param server CPU microseconds of the server's threads for each answer
 * @param process CPU microseconds of the whole process for each answer
 * @param rate answers in a second
 */
record Cost(double server, double process, double rate) {

	@Override
	public String toString() {
		return "%.1f us %.0f/s".formatted(this.server, this.rate);
	}

}
