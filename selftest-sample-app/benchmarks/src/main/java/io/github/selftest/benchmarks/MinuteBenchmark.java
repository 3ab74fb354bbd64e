package io.github.selftest.benchmarks;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;

/**
 * What the starter uses in a service that nobody uses but a probe: CPU in the minute
 * after it is ready and in the next one, and memory at the end. Many such services idle
 * at the same time, as one takes minutes and next to no CPU.
 */
final class MinuteBenchmark {

	private static final String MANY_CHECKS = "--spring.main.sources=io.github.selftest.benchmarks.checks.ManyChecks";

	private static final String NO_OTHER_CHECKS = "--spring.profiles.active=checks";

	private static final String EVERY_SECOND = "--selftest.groups.continuous.interval=1s";

	private final Settings settings;

	private final Hosts hosts;

	private final Report report;

	MinuteBenchmark(Settings settings, Hosts hosts, Report report) {
		this.settings = settings;
		this.hosts = hosts;
		this.report = report;
	}

	void firstMinute() throws IOException {
		Usages usages = measure("first minute", List.of(), List.of(), 1);
		this.report.value("first minute, CPU of our threads", "ms", usages.oursMillis(0), null);
		this.report.difference("first minute, CPU of the process, with - without", "ms", usages.processMillis(0));
		reportMemory("first minute", usages);
	}

	void manyChecks() throws IOException {
		Usages usages = measure("1,000 checks a minute", List.of(NO_OTHER_CHECKS, MANY_CHECKS),
				List.of(NO_OTHER_CHECKS), 2);
		String name = "1,000 checks a minute, ";
		this.report.value(name + "CPU of our threads, first minute", "% of a core", usages.oursPercent(0), null);
		this.report.value(name + "CPU of our threads, second minute", "% of a core", usages.oursPercent(1),
				Target.atMost(0.5));
		this.report.difference(name + "CPU of the process, second minute, with - without", "ms",
				usages.processMillis(1));
		this.report.value(name + "runs in the second minute", "", usages.runs(1), null);
		reportMemory("1,000 checks a minute", usages);
	}

	void fullHistory() throws IOException {
		Usages usages = measure("1,000 checks a second", List.of(NO_OTHER_CHECKS, MANY_CHECKS, EVERY_SECOND),
				List.of(NO_OTHER_CHECKS), 1);
		this.report.value("1,000 checks a second, CPU of our threads", "% of a core", usages.oursPercent(0), null);
		this.report.value("1,000 checks a second, runs", "", usages.runs(0), null);
		reportMemory("1,000 checks, history full", usages);
	}

	private void reportMemory(String name, Usages usages) throws IOException {
		this.report.ratio(name + ", heap after GC, with / without", usages.heap(), null);
		this.report.difference(name + ", heap after GC, with - without", "KB", usages.heap());
		this.report.difference(name + ", classes and code, with - without", "KB", usages.other());
	}

	private Usages measure(String name, List<String> with, List<String> without, int minutes) throws IOException {
		Usages usages = new Usages();
		Deque<IdleHost> idle = new ArrayDeque<>();
		ScheduledExecutorService clock = Executors.newScheduledThreadPool(4);
		try {
			for (int pair = 0; pair < this.settings.pairs(); pair++) {
				for (Half half : Half.inTurn(pair)) {
					makeRoom(name, idle, usages);
					Child host = this.hosts.start(half, (half == Half.WITH) ? with : without);
					idle.add(new IdleHost(half, host, this.settings.minute(), minutes, clock));
				}
			}
			while (!idle.isEmpty()) {
				finish(name, idle, usages);
			}
			return usages;
		}
		finally {
			clock.shutdownNow();
			for (IdleHost host : new ArrayList<>(idle)) {
				host.close();
			}
		}
	}

	private void makeRoom(String name, Deque<IdleHost> idle, Usages usages) throws IOException {
		if (idle.size() >= this.settings.processes()) {
			finish(name, idle, usages);
		}
	}

	private void finish(String name, Deque<IdleHost> idle, Usages usages) throws IOException {
		try (IdleHost host = idle.removeFirst()) {
			Usage usage = host.usage();
			usages.add(host.half(), usage);
			this.report.progress("%s, %s: %s".formatted(name, host.half(), usage));
		}
	}

}
