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

	private static final int ENGINE_THREADS = 3;

	private static final String BYTES = "gc.alloc.rate.norm";

	private SloBenchmark() {
	}

	static void run() {
		Map<String, Double> scores = new HashMap<>();
		Map<String, Double> bytes = new HashMap<>();
		for (RunResult result : results()) {
			String name = result.getPrimaryResult().getLabel();
			scores.put(name, result.getPrimaryResult().getScore());
			result.getSecondaryResults()
				.values()
				.stream()
				.filter((secondary) -> secondary.getLabel().endsWith(BYTES))
				.mapToDouble((secondary) -> secondary.getScore())
				.forEach((allocated) -> bytes.put(name, allocated));
		}
		System.out.printf(
				"recording by itself %.1f ns and %.1f bytes, with one reading of the clock, which is %.1f ns; "
						+ "target < 100 ns and no allocation%n",
				scores.get("recording"), bytes.get("recording"), scores.get("clock"));
		System.out.printf(
				"with its latency, which is another reading, and all that tells users from others %.1f ns and %.1f bytes, "
						+ "to a route with objectives of its own %.1f ns and %.1f bytes%n",
				scores.get("request"), bytes.get("request"), scores.get("requestOfANamedRoute"),
				bytes.get("requestOfANamedRoute"));
		int threads = Math.min(ENGINE_THREADS, Runtime.getRuntime().availableProcessors());
		System.out.printf(
				"checks at their schedule %.4f %% of a core, run by the engine at most %.4f %%; target < 0.1 %%%n",
				percent(scores, "canaryRound", "continuousRound"),
				threads * percent(scores, "canaryRoundOfTheEngine", "continuousRoundOfTheEngine"));
	}

	private static double percent(Map<String, Double> scores, String canary, String continuous) {
		double micros = scores.getOrDefault(canary, Double.NaN) / CANARY_SECONDS
				+ scores.getOrDefault(continuous, Double.NaN) / CONTINUOUS_SECONDS;
		return 100 * micros / 1e6;
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
