package io.github.selftest.benchmarks;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.VerboseMode;

/**
 * What the starter adds to a call of a method that a breaker guards, by JMH: each half in
 * processes of its own, with the starter's jar on the class path and without. What the
 * compiler takes away of all that is allocated differs from one process to the next by a
 * few hundred bytes, with the jar and without, so what is written is measured once more
 * where it takes nothing away. Two processes differ by more than counting costs, so that
 * is measured by itself first: with the starter's decorator and with the library's, in
 * turn in this process.
 */
final class FallbackBenchmark {

	private static final String BYTES = "gc.alloc.rate.norm";

	private static final Target NANOS = Target.atMost(50);

	private static final Target NOTHING = Target.atMost(0.5);

	private final Settings settings;

	private final Hosts hosts;

	private final Report report;

	private final Map<String, Pairs> nanos = new TreeMap<>();

	private final Map<String, Pairs> bytes = new TreeMap<>();

	private final Map<String, Pairs> written = new TreeMap<>();

	FallbackBenchmark(Settings settings, Hosts hosts, Report report) {
		this.settings = settings;
		this.hosts = hosts;
		this.report = report;
	}

	void run() throws IOException {
		counting();
		guardedCalls();
	}

	private void counting() throws IOException {
		Map<String, Pairs> nanos = new TreeMap<>();
		Map<String, Pairs> bytes = new TreeMap<>();
		Half.inTurn(0).forEach(this::counted); // until all is compiled for both
		for (int pair = 0; pair < this.settings.pairs(); pair++) {
			for (Half half : Half.inTurn(pair)) {
				for (RunResult result : counted(half)) {
					String name = "counting, %s".formatted(result.getPrimaryResult().getLabel());
					pairs(nanos, name).add(half, result.getPrimaryResult().getScore());
					pairs(bytes, name).add(half, allocated(result));
				}
			}
			this.report.progress("counting, pair %d of %d".formatted(pair + 1, this.settings.pairs()));
		}
		for (String name : nanos.keySet()) {
			this.report.value(name + ", time without", "ns", pairs(nanos, name).of(Half.WITHOUT), null);
			this.report.difference(name + ", time, with - without", "ns", pairs(nanos, name), NANOS);
			this.report.difference(name + ", bytes, with - without", "B", pairs(bytes, name), NOTHING);
		}
	}

	private Collection<RunResult> counted(Half half) {
		return results(new OptionsBuilder().include("CountedCallBenchmark")
			.param("by", (half == Half.WITH) ? "counting" : "library")
			.forks(0));
	}

	private void guardedCalls() throws IOException {
		List<Service> services = new ArrayList<>(List.of(Service.values()));
		services.forEach((service) -> measured(service, "-XX:-DoEscapeAnalysis")
			.forEach((result) -> add(this.written, service, result, allocated(result))));
		for (int pair = 0; pair < this.settings.pairs(); pair++) {
			for (Service service : services) {
				measured(service).forEach((result) -> add(service, result));
			}
			this.report.progress("pair %d of %d".formatted(pair + 1, this.settings.pairs()));
			// so that a drift of the machine favours none
			services.add(services.remove(0));
		}
		for (String name : this.nanos.keySet()) {
			this.report.value(name + ", time without", "ns", pairs(this.nanos, name).of(Half.WITHOUT), null);
			this.report.difference(name + ", time, with - without", "ns", pairs(this.nanos, name), NANOS);
			this.report.value(name + ", bytes without", "B", pairs(this.bytes, name).of(Half.WITHOUT), null);
			this.report.difference(name + ", bytes, with - without", "B", pairs(this.bytes, name), NOTHING);
			this.report.difference(name + ", bytes as written, with - without", "B", pairs(this.written, name),
					NOTHING);
		}
	}

	private Collection<RunResult> measured(Service service, String... compiler) {
		return this.hosts.onClassPathOf(service.half,
				() -> results(new OptionsBuilder().include("GuardedCallBenchmark\\.call")
					.param("on", service.on)
					.jvmArgsAppend(compiler)));
	}

	private static Collection<RunResult> results(ChainedOptionsBuilder options) {
		try {
			return new Runner(options.addProfiler(GCProfiler.class).verbosity(VerboseMode.SILENT).build()).run();
		}
		catch (RunnerException ex) {
			throw new IllegalStateException("The benchmark of a guarded call did not end", ex);
		}
	}

	private void add(Service service, RunResult result) {
		double nanos = result.getPrimaryResult().getScore();
		add(this.nanos, service, result, nanos);
		add(this.bytes, service, result, allocated(result));
		this.report.progress("%s %s: %.0f ns, %.1f B".formatted(result.getPrimaryResult().getLabel(), service.what,
				nanos, allocated(result)));
	}

	private static void add(Map<String, Pairs> all, Service service, RunResult result, double value) {
		for (Service shown : service.isCompared() ? List.of(service) : Service.COMPARED) {
			pairs(all, "%s, %s".formatted(result.getPrimaryResult().getLabel(), shown.what)).add(service.half, value);
		}
	}

	private static double allocated(RunResult result) {
		return result.getSecondaryResults()
			.values()
			.stream()
			.filter((secondary) -> secondary.getLabel().endsWith(BYTES))
			.mapToDouble((secondary) -> secondary.getScore())
			.findFirst()
			.orElseThrow();
	}

	private static Pairs pairs(Map<String, Pairs> all, String name) {
		return all.computeIfAbsent(name, (key) -> new Pairs());
	}

	/**
	 * What is measured.
	 */
	private enum Service {

		/** Without the jar. */
		BARE(Half.WITHOUT, "nothing", "without"),

		/** With the jar, and no property. */
		BY_DEFAULT(Half.WITH, "starter", "by default"),

		/** With all that can be turned on, after a proof. */
		ALL_ON(Half.WITH, "proofs", "all on");

		private static final List<Service> COMPARED = List.of(BY_DEFAULT, ALL_ON);

		private final Half half;

		private final String on;

		private final String what;

		Service(Half half, String on, String what) {
			this.half = half;
			this.on = on;
			this.what = what;
		}

		boolean isCompared() {
			return this.half == Half.WITH;
		}

	}

}
