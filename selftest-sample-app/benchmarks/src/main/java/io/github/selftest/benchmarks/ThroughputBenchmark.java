package io.github.selftest.benchmarks;

import java.io.IOException;
import java.util.ArrayList;
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

	private static final int BLOCKS_OF_A_PAIR = 6;

	private static final int CONNECTIONS = 8;

	private static final long BLOCK_MILLIS = 2000;

	private static final int WARM_UP_BLOCKS = 4;

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
		for (int pair = 0; pair < this.settings.pairs(); pair++) {
			// two of the same code differ by what the compiler has made of it, so that
			// only
			// pairs of fresh processes say something new
			try (Child with = this.hosts.start(Half.WITH, WITH_KEY);
					Child without = this.hosts.start(Half.WITHOUT, WITHOUT_KEY);
					Child client = this.hosts.startClient()) {
				Map<Half, Child> services = Map.of(Half.WITH, with, Half.WITHOUT, without);
				warmUp(services, client);
				measure(pair, services, client);
			}
		}
		this.costs.report("requests of users, with / without", null, Target.atLeast(0.96));
		this.costs.reportValues("requests of users, with", "requests of users, without");
	}

	private void warmUp(Map<Half, Child> services, Child client) throws IOException {
		for (Child service : services.values()) {
			Requests.awaitOk(service.port(), PATH);
		}
		long millis = this.settings.warmUp().toMillis() / WARM_UP_BLOCKS;
		double fewest = 0;
		for (int block = 0; block < MOST_WARM_UP_BLOCKS
				&& (block < WARM_UP_BLOCKS || fewest < WARM_UP_ANSWERS); block++) {
			double fewestOfBlock = Double.MAX_VALUE;
			for (Half half : Half.inTurn(block)) {
				Cost cost = measure(service(services, half), client, millis);
				fewestOfBlock = Math.min(fewestOfBlock, cost.rate() * millis / TimeUnit.SECONDS.toMillis(1));
			}
			fewest += fewestOfBlock;
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

}
