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
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.VerboseMode;

/**
 * What the starter adds to a call of a method that a breaker guards, by JMH: each half in
 * processes of its own, with the starter's jar on the class path and without.
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

	FallbackBenchmark(Settings settings, Hosts hosts, Report report) {
		this.settings = settings;
		this.hosts = hosts;
		this.report = report;
	}

	void run() throws IOException {
		List<Service> services = new ArrayList<>(List.of(Service.values()));
		for (int pair = 0; pair < this.settings.pairs(); pair++) {
			Map<Service, Collection<RunResult>> results = new TreeMap<>();
			for (Service service : services) {
				results.put(service, measured(service));
			}
			results.forEach(this::add);
			this.report.progress("pair %d of %d".formatted(pair + 1, this.settings.pairs()));
			services.add(services.remove(0)); // so that a drift of the machine favours
												// none
		}
		for (String name : this.nanos.keySet()) {
			report(name + ", time without", "ns", this.nanos, name, Half.WITHOUT);
			report(name + ", bytes without", "B", this.bytes, name, Half.WITHOUT);
			this.report.difference(name + ", time, with - without", "ns", pairs(this.nanos, name), NANOS);
			this.report.difference(name + ", bytes, with - without", "B", pairs(this.bytes, name), NOTHING);
		}
	}

	private void report(String title, String unit, Map<String, Pairs> all, String name, Half half) throws IOException {
		this.report.value(title, unit, pairs(all, name).of(half), null);
	}

	private Collection<RunResult> measured(Service service) {
		return this.hosts.onClassPathOf(service.half, () -> {
			try {
				return new Runner(new OptionsBuilder().include("GuardedCallBenchmark\\.call")
					.param("on", service.on)
					.addProfiler(GCProfiler.class)
					.verbosity(VerboseMode.SILENT)
					.build()).run();
			}
			catch (RunnerException ex) {
				throw new IllegalStateException("The benchmark of a guarded call did not end", ex);
			}
		});
	}

	private void add(Service service, Collection<RunResult> results) {
		for (RunResult result : results) {
			String method = result.getPrimaryResult().getLabel();
			double allocated = result.getSecondaryResults()
				.values()
				.stream()
				.filter((secondary) -> secondary.getLabel().endsWith(BYTES))
				.mapToDouble((secondary) -> secondary.getScore())
				.findFirst()
				.orElseThrow();
			for (Service shown : service.isCompared() ? List.of(service) : Service.COMPARED) {
				String name = "%s, %s".formatted(method, shown.what);
				pairs(this.nanos, name).add(service.half, result.getPrimaryResult().getScore());
				pairs(this.bytes, name).add(service.half, allocated);
			}
		}
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
