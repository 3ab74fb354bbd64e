package io.github.selftest.benchmarks;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/**
 * What the objectives cost a request, by JMH, and what their checks take of a core at
 * their schedule.
 */
final class SloBenchmark {

	private static final double CANARY_SECONDS = 10;

	private static final double CONTINUOUS_SECONDS = 60;

	private SloBenchmark() {
	}

	static void run() {
		Map<String, Double> scores = new HashMap<>();
		for (RunResult result : results()) {
			scores.put(result.getPrimaryResult().getLabel(), result.getPrimaryResult().getScore());
		}
		double canary = scores.getOrDefault("canaryRound", Double.NaN) / CANARY_SECONDS;
		double continuous = scores.getOrDefault("continuousRound", Double.NaN) / CONTINUOUS_SECONDS;
		System.out.printf("request %.1f ns, to a route with objectives of its own %.1f ns; target < 100 ns%n",
				scores.get("request"), scores.get("requestOfANamedRoute"));
		System.out.printf("checks at their schedule %.4f %% of a core; target < 0.1 %%%n",
				100 * (canary + continuous) / 1e6);
	}

	private static Collection<RunResult> results() {
		try {
			return new Runner(new OptionsBuilder().include("ObjectivesBenchmark").addProfiler(GCProfiler.class).build())
				.run();
		}
		catch (RunnerException ex) {
			throw new IllegalStateException("The benchmark of the objectives did not end", ex);
		}
	}

}
