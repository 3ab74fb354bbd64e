package io.github.selftest.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/**
 * Runs one benchmark or all.
 */
final class Benchmarks {

	private final Settings settings;

	private final Hosts hosts;

	private final Report report;

	private Benchmarks(Settings settings) throws IOException {
		this.settings = settings;
		this.hosts = new Hosts(settings.folder());
		this.report = new Report(settings.folder());
	}

	/**
	 * Run.
	 * @param args name of the benchmark, pairs, seconds of a minute, seconds to warm up,
	 * processes side by side, folder for logs and values
	 * @throws IOException if a process cannot be started or does not answer
	 */
	public static void main(String[] args) throws IOException {
		Settings settings = new Settings(Integer.parseInt(args[1]), Duration.ofSeconds(Long.parseLong(args[2])),
				Duration.ofSeconds(Long.parseLong(args[3])), Integer.parseInt(args[4]),
				Files.createDirectories(Path.of(args[5], args[0])));
		new Benchmarks(settings).run(args[0]);
	}

	private void run(String name) throws IOException {
		System.out.printf("%d pairs; Java %s, %d processors%n", this.settings.pairs(), Runtime.version(),
				Runtime.getRuntime().availableProcessors());
		long start = System.nanoTime();
		switch (name) {
			case "start-up" -> startUp();
			case "verdict" -> new VerdictBenchmark(this.settings, this.hosts, this.report).run();
			case "throughput" -> throughput();
			case "many-checks" -> minutes().manyChecks();
			case "full-history" -> minutes().fullHistory();
			case "pool" -> new PoolBenchmark(this.settings, this.hosts, this.report).run();
			case "synthetic" -> org.openjdk.jmh.Main.main(new String[] { "UnmarkedRequestBenchmark", "-prof", "gc" });
			case "slo" -> SloBenchmark.run();
			case "fallback" -> new FallbackBenchmark(this.settings, this.hosts, this.report).run();
			case "http-clients" -> org.openjdk.jmh.Main.main(new String[] { "HttpClientsBenchmark", "-prof", "gc" });
			case "all" -> all();
			default -> throw new IllegalArgumentException(("expected start-up, verdict, throughput, many-checks, "
					+ "full-history, pool, synthetic, slo, fallback, http-clients or all but was '%s'")
				.formatted(name));
		}
		this.report.printSummary(Duration.ofNanos(System.nanoTime() - start));
	}

	private void all() throws IOException {
		startUp();
		new VerdictBenchmark(this.settings, this.hosts, this.report).run();
		throughput();
		minutes().manyChecks();
	}

	private void throughput() throws IOException {
		new ThroughputBenchmark(this.settings, this.hosts, this.report).run();
	}

	private void startUp() throws IOException {
		new StartUpBenchmark(this.settings, this.hosts, this.report).run();
		minutes().firstMinute();
	}

	private MinuteBenchmark minutes() {
		return new MinuteBenchmark(this.settings, this.hosts, this.report);
	}

}
