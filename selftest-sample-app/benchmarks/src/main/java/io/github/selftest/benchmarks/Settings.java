package io.github.selftest.benchmarks;

import java.nio.file.Path;
import java.time.Duration;

/**
 * How often and how long to measure.
 *
 * @param pairs number of pairs
 * @param minute length of what is called a minute
 * @param warmUp time to warm up each path in each process
 * @param processes number of processes that idle at the same time
 * @param folder where logs and single values go
 */
record Settings(int pairs, Duration minute, Duration warmUp, int processes, Path folder) {

	Settings {
		if (pairs < 1 || processes < 2) {
			throw new IllegalArgumentException(
					"expected 1 pair and 2 processes or more but was %d and %d".formatted(pairs, processes));
		}
	}

}
