package io.github.selftest.benchmarks;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;

/**
 * What users notice of the checks of a pool of ten: a hundred of them, who queue for it
 * all the time, and eight, among whom the checks do borrow. Their page has a connection
 * for 20 milliseconds. The checks run every five seconds and every second beside that,
 * which is some twenty times as often as they do of themselves.
 */
final class PoolBenchmark {

	private static final String PATH = "/crowded";

	private static final String PATH_TO_WARM_UP = "/products";

	private static final String CHECK = "/actuator/selftest/continuous/poolCrowded?http=report";

	private static final int PAIRS_OF_A_PROCESS = 4;

	private static final int CONNECTIONS_TO_WARM_UP = 8;

	private static final int WARM_UP_BLOCKS = 4;

	private static final double WARM_UP_ANSWERS = 20_000;

	private static final int MOST_WARM_UP_BLOCKS = 100;

	private final Settings settings;

	private final Hosts hosts;

	private final Crowd hundred;

	private final Crowd eight;

	PoolBenchmark(Settings settings, Hosts hosts, Report report) {
		this.settings = settings;
		this.hosts = hosts;
		this.hundred = new Crowd(report, 100, 6000);
		this.eight = new Crowd(report, 8, 4000);
	}

	void run() throws IOException {
		try (EmbeddedPostgres database = EmbeddedPostgres.builder()
			.setOutputRedirector(ProcessBuilder.Redirect.DISCARD)
			.start()) {
			createTable(database);
			String url = database.getJdbcUrl("postgres", "postgres");
			for (int pair = 0; pair < this.settings.pairs(); pair += PAIRS_OF_A_PROCESS) {
				int end = Math.min(pair + PAIRS_OF_A_PROCESS, this.settings.pairs());
				List<String> arguments = List.of("--spring.profiles.active=pool", "--spring.datasource.url=" + url);
				try (Child with = this.hosts.startWithDriver(Half.WITH, arguments);
						Child without = this.hosts.startWithDriver(Half.WITHOUT, arguments);
						Child client = this.hosts.startClient();
						Services services = new Services(Map.of(Half.WITH, with, Half.WITHOUT, without), client)) {
					warmUp(services);
					for (int i = pair; i < end; i++) {
						this.hundred.measure(i, services);
						this.eight.measure(i, services);
					}
				}
			}
		}
		this.hundred.report();
		this.eight.report();
	}

	private void warmUp(Services services) throws IOException {
		for (Half half : Half.values()) {
			Requests.awaitOk(services.of(half).port(), PATH_TO_WARM_UP);
		}
		long millis = this.settings.warmUp().toMillis() / WARM_UP_BLOCKS;
		double fewest = 0;
		for (int block = 0; block < MOST_WARM_UP_BLOCKS
				&& (block < WARM_UP_BLOCKS || fewest < WARM_UP_ANSWERS); block++) {
			double fewestOfBlock = Double.MAX_VALUE;
			for (Half half : Half.inTurn(block)) {
				Map<String, Long> load = services.load(half, PATH_TO_WARM_UP, CONNECTIONS_TO_WARM_UP, millis);
				fewestOfBlock = Math.min(fewestOfBlock, load.getOrDefault("answers", 0L));
			}
			fewest += fewestOfBlock;
		}
		for (Half half : Half.values()) {
			services.crowd(half, 100, millis);
		}
	}

	private static void createTable(EmbeddedPostgres database) throws IOException {
		try (InputStream script = Objects.requireNonNull(PoolBenchmark.class.getResourceAsStream("/schema.sql"),
				"schema.sql");
				Connection connection = database.getPostgresDatabase().getConnection();
				Statement statement = connection.createStatement()) {
			statement.execute(new String(script.readAllBytes(), StandardCharsets.UTF_8));
		}
		catch (SQLException ex) {
			throw new IOException("the table of the products could not be created", ex);
		}
	}

	/**
	 * The two services, and who asks them.
	 */
	private static final class Services implements AutoCloseable {

		private final Map<Half, Child> services;

		private final Child client;

		private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();

		private Services(Map<Half, Child> services, Child client) {
			this.services = services;
			this.client = client;
		}

		private Child of(Half half) {
			return Objects.requireNonNull(this.services.get(half));
		}

		private Map<String, Long> load(Half half, String path, int users, long millis) throws IOException {
			return this.client.ask("%d %s %d %d".formatted(of(half).port(), path, users, millis));
		}

		/** Only the one with the starter has checks to ask for. */
		private Map<String, Long> crowd(Half half, int users, long millis) throws IOException {
			if (half == Half.WITHOUT) {
				return load(half, PATH, users, millis);
			}
			ScheduledFuture<?> checks = this.clock.scheduleAtFixedRate(this::check, 500, 1000, TimeUnit.MILLISECONDS);
			try {
				return load(half, PATH, users, millis);
			}
			finally {
				checks.cancel(false);
			}
		}

		private void check() {
			try {
				int status = Requests.post(of(Half.WITH).port(), CHECK);
				if (status != 200) {
					System.err.println("expected 200 from '%s' but was %d".formatted(CHECK, status));
				}
			}
			catch (IOException ex) {
				System.err.println("a check gave no answer: " + ex);
			}
		}

		@Override
		public void close() {
			this.clock.shutdownNow();
		}

	}

	/**
	 * So many users at once, in all pairs.
	 */
	private static final class Crowd {

		private final Report report;

		private final int users;

		private final long millis;

		private final Pairs p50 = new Pairs();

		private final Pairs p95 = new Pairs();

		private final Pairs p99 = new Pairs();

		private final Pairs rate = new Pairs();

		private final Pairs process = new Pairs();

		private final Pairs timeouts = new Pairs();

		private final Pairs whileWaiting = new Pairs();

		private final Pairs borrows = new Pairs();

		private final Pairs beside = new Pairs();

		private final Pairs runs = new Pairs();

		private final Pairs ours = new Pairs();

		private Crowd(Report report, int users, long millis) {
			this.report = report;
			this.users = users;
			this.millis = millis;
		}

		private void measure(int pair, Services services) throws IOException {
			for (Half half : Half.inTurn(pair)) {
				Child service = services.of(half);
				Map<String, Long> pool = service.ask("pool");
				Map<String, Long> cpu = service.ask("cpu");
				Map<String, Long> load = services.crowd(half, this.users, this.millis);
				add(half, load, new Growth(cpu, service.ask("cpu")), new Growth(pool, service.ask("pool")));
			}
			this.report.progress("pool %d, %d users: p99 %.1f and %.1f ms, %.0f runs a minute".formatted(pair + 1,
					this.users, last(this.p99, Half.WITH), last(this.p99, Half.WITHOUT), last(this.runs, Half.WITH)));
		}

		private void add(Half half, Map<String, Long> load, Growth cpu, Growth pool) {
			double seconds = load.getOrDefault("nanos", 0L) / (double) TimeUnit.SECONDS.toNanos(1);
			this.p50.add(half, load.getOrDefault("p50", 0L) / 1000.0);
			this.p95.add(half, load.getOrDefault("p95", 0L) / 1000.0);
			this.p99.add(half, load.getOrDefault("p99", 0L) / 1000.0);
			this.rate.add(half, load.getOrDefault("answers", 0L) / seconds);
			this.process.add(half, cpu.of("process") / 1e6 / seconds * 60);
			this.timeouts.add(half, pool.of("timeouts"));
			this.whileWaiting.add(half, pool.of("whileWaiting"));
			this.borrows.add(half, pool.of("borrows") / seconds * 60);
			this.beside.add(half, pool.of("beside") / seconds * 60);
			this.runs.add(half, pool.of("runs") / seconds * 60);
			double probes = pool.of("probes") - cpu.of("seenOfProbes");
			this.ours.add(half, (cpu.of("ours") + probes) / 1e6 / seconds * 60);
		}

		private void report() throws IOException {
			String name = this.users + " users of a pool of 10, ";
			this.report.ratio(name + "p50, with / without", this.p50, null);
			this.report.ratio(name + "p95, with / without", this.p95, null);
			this.report.ratio(name + "p99, with / without", this.p99, null);
			this.report.ratio(name + "requests in a second, with / without", this.rate, null);
			this.report.value(name + "p99, with", "ms", this.p99.of(Half.WITH), null);
			this.report.value(name + "p99, without", "ms", this.p99.of(Half.WITHOUT), null);
			this.report.value(name + "rate, without", "/s", this.rate.of(Half.WITHOUT), null);
			this.report.none(name + "our borrows while anybody waits", this.whileWaiting.of(Half.WITH));
			this.report.none(name + "timeouts, with", this.timeouts.of(Half.WITH));
			this.report.none(name + "timeouts, without", this.timeouts.of(Half.WITHOUT));
			this.report.value(name + "looks in a minute", "", this.runs.of(Half.WITH), null);
			this.report.value(name + "our borrows in a minute", "", this.borrows.of(Half.WITH), null);
			this.report.value(name + "connections beside it in a minute", "", this.beside.of(Half.WITH), null);
			this.report.value(name + "CPU of our threads in a minute", "ms", this.ours.of(Half.WITH), null);
			this.report.difference(name + "CPU of the process in a minute, with - without", "ms", this.process);
		}

		private static double last(Pairs pairs, Half half) {
			List<Double> values = pairs.of(half);
			return values.get(values.size() - 1);
		}

	}

	/**
	 * What was added in between.
	 *
	 * @param before before
	 * @param after after
	 */
	private record Growth(Map<String, Long> before, Map<String, Long> after) {

		private double of(String name) {
			return this.after.getOrDefault(name, 0L) - this.before.getOrDefault(name, 0L);
		}

	}

}
