package io.github.selftest.benchmarks;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * What an answer costs the server: the verdict of a group of six trivial checks and
 * {@code /health} in a service with the starter, {@code /actuator/health} of the same six
 * components in a service without it, and the same with it. That last ratio is the
 * control: where it is far from one, the processes are not comparable and the other
 * ratios say little.
 */
final class VerdictBenchmark {

	private static final String ACTUATOR_HEALTH = "/actuator/health";

	private static final String VERDICT = "/actuator/selftest/continuous";

	private static final String HEALTH = "/health";

	private static final List<String> HOST = List.of("--spring.profiles.active=components");

	private static final int PAIRS_OF_A_PROCESS = 4;

	private static final int CONNECTIONS = 8;

	private static final long BLOCK_MILLIS = 1000;

	private static final int WARM_UP_BLOCKS = 4;

	private final Settings settings;

	private final Hosts hosts;

	private final Report report;

	private final Costs verdict;

	private final Costs health;

	private final Costs actuatorHealth;

	private final Costs sameProcess;

	VerdictBenchmark(Settings settings, Hosts hosts, Report report) {
		this.settings = settings;
		this.hosts = hosts;
		this.report = report;
		this.verdict = new Costs(report);
		this.health = new Costs(report);
		this.actuatorHealth = new Costs(report);
		this.sameProcess = new Costs(report);
	}

	void run() throws IOException {
		for (int pair = 0; pair < this.settings.pairs(); pair += PAIRS_OF_A_PROCESS) {
			try (Child with = this.hosts.start(Half.WITH, HOST);
					Child without = this.hosts.start(Half.WITHOUT, HOST);
					Child client = this.hosts.startClient()) {
				int end = Math.min(pair + PAIRS_OF_A_PROCESS, this.settings.pairs());
				new Round(with, without, client).run(pair, end);
			}
		}
		this.verdict.report("verdict of a group / Actuator health", Target.atMost(0.4), Target.atLeast(2.5));
		this.sameProcess.report("verdict of a group / Actuator health of the same process", null, null);
		this.health.report("'/health' / Actuator health", null, null);
		this.actuatorHealth.report("Actuator health, with / without", null, null);
		this.verdict.reportValues("verdict of a group", "Actuator health");
	}

	/**
	 * Two services and a client, for some pairs.
	 */
	private final class Round {

		private final Child with;

		private final Child without;

		private final Child client;

		private Round(Child with, Child without, Child client) {
			this.with = with;
			this.without = without;
			this.client = client;
		}

		private void run(int from, int to) throws IOException {
			Requests.awaitOk(this.with.port(), VERDICT);
			Requests.awaitOk(this.with.port(), HEALTH);
			warmUp(VerdictBenchmark.this.settings.warmUp().toMillis());
			for (int pair = from; pair < to; pair++) {
				Answers answers = measure(pair, BLOCK_MILLIS);
				VerdictBenchmark.this.verdict.add(answers.verdict(), answers.plain());
				VerdictBenchmark.this.health.add(answers.health(), answers.plain());
				VerdictBenchmark.this.actuatorHealth.add(answers.bridged(), answers.plain());
				VerdictBenchmark.this.sameProcess.add(answers.verdict(), answers.bridged());
				VerdictBenchmark.this.report.progress(
						"verdict %d: %s, Actuator health %s".formatted(pair + 1, answers.verdict(), answers.plain()));
			}
		}

		/**
		 * Gives both services the same time of requests: what they share (connector,
		 * dispatcher, JSON) is compiled after as many answers in the one as in the other.
		 */
		private void warmUp(long millis) throws IOException {
			List<String> paths = List.of(VERDICT, HEALTH, ACTUATOR_HEALTH);
			for (int block = 0; block < WARM_UP_BLOCKS; block++) {
				for (String path : paths) {
					measure(this.with, path, millis / WARM_UP_BLOCKS);
					measure(this.without, ACTUATOR_HEALTH, millis / WARM_UP_BLOCKS);
				}
			}
		}

		private Answers measure(int pair, long millis) throws IOException {
			if (pair % 2 == 0) {
				Cost plain = measure(this.without, ACTUATOR_HEALTH, millis);
				Cost verdict = measure(this.with, VERDICT, millis);
				Cost health = measure(this.with, HEALTH, millis);
				return new Answers(verdict, health, measure(this.with, ACTUATOR_HEALTH, millis), plain);
			}
			Cost bridged = measure(this.with, ACTUATOR_HEALTH, millis);
			Cost health = measure(this.with, HEALTH, millis);
			Cost verdict = measure(this.with, VERDICT, millis);
			return new Answers(verdict, health, bridged, measure(this.without, ACTUATOR_HEALTH, millis));
		}

		private Cost measure(Child host, String path, long millis) throws IOException {
			Map<String, Long> before = host.ask("cpu");
			Map<String, Long> load = this.client.ask("%d %s %d %d".formatted(host.port(), path, CONNECTIONS, millis));
			Map<String, Long> after = host.ask("cpu");
			double answers = load.getOrDefault("answers", 0L);
			double seconds = load.getOrDefault("nanos", 0L) / (double) TimeUnit.SECONDS.toNanos(1);
			return new Cost(micros(before, after, "server") / answers, micros(before, after, "process") / answers,
					answers / seconds);
		}

		private static double micros(Map<String, Long> before, Map<String, Long> after, String name) {
			return (after.getOrDefault(name, 0L) - before.getOrDefault(name, 0L)) / 1000.0;
		}

	}

	/**
	 * One block of each.
	 *
	 * @param verdict the verdict of the group
	 * @param health {@code /health}
	 * @param bridged Actuator health with the starter
	 * @param plain Actuator health without it
	 */
	private record Answers(Cost verdict, Cost health, Cost bridged, Cost plain) {

	}

}
