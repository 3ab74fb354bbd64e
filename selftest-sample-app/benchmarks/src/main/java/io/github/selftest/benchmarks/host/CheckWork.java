package io.github.selftest.benchmarks.host;

import java.util.concurrent.atomic.LongAdder;

/**
 * What the checks themselves have used, which is not the engine's cost.
 */
public final class CheckWork {

	private final LongAdder runs = new LongAdder();

	private final LongAdder nanos = new LongAdder();

	/**
	 * Count a run.
	 * @param nanos the CPU time of the run
	 */
	public void add(long nanos) {
		this.runs.increment();
		this.nanos.add(nanos);
	}

	long runs() {
		return this.runs.sum();
	}

	long nanos() {
		return this.nanos.sum();
	}

}
