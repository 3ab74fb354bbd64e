package io.github.selftest.benchmarks;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Time and CPU from the start of the process until the application is ready.
 */
final class StartUpBenchmark {

	private final Settings settings;

	private final Hosts hosts;

	private final Report report;

	StartUpBenchmark(Settings settings, Hosts hosts, Report report) {
		this.settings = settings;
		this.hosts = hosts;
		this.report = report;
	}

	void run() throws IOException {
		readFilesOnce();
		Pairs time = new Pairs();
		Pairs cpu = new Pairs();
		for (int pair = 0; pair < this.settings.pairs(); pair++) {
			for (Half half : Half.inTurn(pair)) {
				Map<String, Long> ready = start(half);
				time.add(half, ready.getOrDefault("millis", 0L));
				cpu.add(half, ready.getOrDefault("process", 0L) / (double) TimeUnit.MILLISECONDS.toNanos(1));
			}
			this.report.progress("start-up %d: %.0f ms with, %.0f ms without".formatted(pair + 1,
					time.of(Half.WITH).get(pair), time.of(Half.WITHOUT).get(pair)));
		}
		this.report.ratio("start-up, time until ready, with / without", time, Target.atMost(1.07));
		this.report.ratio("start-up, CPU of the process until ready, with / without", cpu, null);
		this.report.value("start-up, time without the starter", "ms", time.of(Half.WITHOUT), null);
	}

	/**
	 * Start each once uncounted, so that no pair waits for a disk.
	 * @throws IOException if one does not start
	 */
	private void readFilesOnce() throws IOException {
		for (Half half : Half.values()) {
			start(half);
		}
	}

	private Map<String, Long> start(Half half) throws IOException {
		try (Child host = this.hosts.start(half, List.of())) {
			return host.ready();
		}
	}

}
