package io.github.selftest.benchmarks;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/**
 * What users notice of the starter: requests in a second to a page that asks the
 * database, of a service with the starter and a key for synthetic traffic, and of the
 * same service without both. No request is synthetic.
 */
final class ThroughputBenchmark {

	private static final String PATH = "/products";

	private static final List<String> WITH_KEY = List.of("--spring.application.name=benchmark",
			"--selftest.synthetic.keys[0].id=ci",
			"--selftest.synthetic.keys[0].secret=a-secret-of-a-benchmark-that-nobody-signs-with");

	private static final List<String> WITHOUT_KEY = List.of("--spring.application.name=benchmark");

	/** So that they wait for the end of their first minute together. */
	private static final int PAIRS_AT_ONCE = 4;

	private static final int CONNECTIONS = 8;

	private static final int BLOCKS_OF_A_PAIR = 6;

	private static final long BLOCK_MILLIS = 2000;

	/** Before, much of what is measured is the compiler, and what it has not come to. */
	private static final double WARM_UP_ANSWERS = 150_000;

	private static final int MOST_WARM_UP_BLOCKS = 200;

	private final Settings settings;

	private final Hosts hosts;

	private final Report report;

	private final Costs costs;

	ThroughputBenchmark(Settings settings, Hosts hosts, Report report) {
		this.settings = settings;
		this.hosts = hosts;
		this.report = report;
		this.costs = new Costs(report);
	}

	void run() throws IOException {
		for (int pair = 0; pair < this.settings.pairs(); pair += PAIRS_AT_ONCE) {
			measure(pair, Math.min(PAIRS_AT_ONCE, this.settings.pairs() - pair));
		}
		this.costs.report("requests of users, with / without", null, Target.atLeast(0.96));
		this.costs.reportValues("requests of users, with", "requests of users, without");
	}

	private void measure(int first, int count) throws IOException {
		try (Child client = this.hosts.startClient(); Services services = new Services()) {
			for (int i = 0; i < count; i++) {
				services.start(first + i);
			}
			long ready = System.nanoTime();
			for (Map<Half, Child> pair : services.pairs) {
				warmUp(pair, client);
			}
			// what is put off until the service is ready is measured as its first minute
			awaitEnd(ready, this.settings.minute());
			for (int i = 0; i < count; i++) {
				measure(first + i, services.pairs.get(i), client);
			}
		}
	}

	private static void warmUp(Map<Half, Child> pair, Child client) throws IOException {
		double fewest = 0;
		for (int block = 0; block < MOST_WARM_UP_BLOCKS && fewest < WARM_UP_ANSWERS; block++) {
			double fewestOfBlock = Double.MAX_VALUE;
			for (Half half : Half.inTurn(block)) {
				Cost cost = measure(service(pair, half), client, BLOCK_MILLIS);
				fewestOfBlock = Math.min(fewestOfBlock, cost.rate() * BLOCK_MILLIS / TimeUnit.SECONDS.toMillis(1));
			}
			fewest += fewestOfBlock;
		}
	}

	private static void awaitEnd(long startNanos, Duration duration) throws IOException {
		try {
			TimeUnit.NANOSECONDS.sleep(startNanos + duration.toNanos() - System.nanoTime());
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IOException("interrupted", ex);
		}
	}

	private void measure(int pair, Map<Half, Child> services, Child client) throws IOException {
		Map<Half, List<Cost>> costs = Map.of(Half.WITH, new ArrayList<>(), Half.WITHOUT, new ArrayList<>());
		for (int block = 0; block < BLOCKS_OF_A_PAIR; block++) {
			for (Half half : Half.inTurn(pair + block)) {
				Objects.requireNonNull(costs.get(half)).add(measure(service(services, half), client, BLOCK_MILLIS));
			}
		}
		Cost with = Cost.mean(Objects.requireNonNull(costs.get(Half.WITH)));
		Cost without = Cost.mean(Objects.requireNonNull(costs.get(Half.WITHOUT)));
		this.costs.add(with, without);
		this.report.progress("throughput %d: with %s, without %s".formatted(pair + 1, with, without));
	}

	private static Child service(Map<Half, Child> services, Half half) {
		Child service = services.get(half);
		if (service == null) {
			throw new IllegalStateException("'%s' was not started".formatted(half));
		}
		return service;
	}

	private static Cost measure(Child service, Child client, long millis) throws IOException {
		Map<String, Long> before = service.ask("cpu");
		Map<String, Long> load = client.ask("%d %s %d %d".formatted(service.port(), PATH, CONNECTIONS, millis));
		Map<String, Long> after = service.ask("cpu");
		double answers = load.getOrDefault("answers", 0L);
		double seconds = load.getOrDefault("nanos", 0L) / (double) TimeUnit.SECONDS.toNanos(1);
		return new Cost(micros(before, after, "server") / answers, micros(before, after, "process") / answers,
				answers / seconds);
	}

	private static double micros(Map<String, Long> before, Map<String, Long> after, String name) {
		return (after.getOrDefault(name, 0L) - before.getOrDefault(name, 0L)) / 1000.0;
	}

	/**
	 * Pairs that run at the same time, of which one service is asked at a time. Two
	 * processes with the same code differ by what the compiler has made of it, so each
	 * pair has its own.
	 */
	private final class Services implements AutoCloseable {

		private final List<Map<Half, Child>> pairs = new ArrayList<>();

		private void start(int number) throws IOException {
			Map<Half, Child> pair = new EnumMap<>(Half.class);
			this.pairs.add(pair);
			for (Half half : Half.inTurn(number)) {
				Child service = ThroughputBenchmark.this.hosts.start(half,
						(half == Half.WITH) ? WITH_KEY : WITHOUT_KEY);
				pair.put(half, service);
				Requests.awaitOk(service.port(), PATH);
			}
		}

		@Override
		public void close() throws IOException {
			for (Map<Half, Child> pair : this.pairs) {
				for (Child service : pair.values()) {
					service.close();
				}
			}
		}

	}

}
