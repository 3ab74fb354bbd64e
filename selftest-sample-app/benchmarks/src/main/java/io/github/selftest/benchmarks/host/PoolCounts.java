package io.github.selftest.benchmarks.host;

import java.lang.management.ManagementFactory;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;

/**
 * What the checks of a pool have done to it. Their probes run on threads that live for
 * some milliseconds, so their CPU time is noted when they give a connection back.
 */
final class PoolCounts {

	static final String OUR_PROBES = "selftest-pool-";

	private static final String OURS = "selftest-";

	private final MeterRegistry meters;

	private final LongAdder borrows = new LongAdder();

	private final LongAdder whileWaiting = new LongAdder();

	private final LongAdder beside = new LongAdder();

	private final LongAdder probeNanos = new LongAdder();

	PoolCounts(MeterRegistry meters) {
		this.meters = meters;
	}

	static boolean isOurs() {
		return Thread.currentThread().getName().startsWith(OURS);
	}

	void borrows(int waiting) {
		this.borrows.increment();
		if (waiting > 0) {
			this.whileWaiting.increment();
		}
	}

	void opensBeside() {
		this.beside.increment();
	}

	/** Note the CPU time of this thread, which was started for one probe. */
	void ends() {
		this.probeNanos.add(ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime());
	}

	Map<String, Long> values() {
		Map<String, Long> values = new LinkedHashMap<>();
		values.put("borrows", this.borrows.sum());
		values.put("whileWaiting", this.whileWaiting.sum());
		values.put("beside", this.beside.sum());
		values.put("probes", this.probeNanos.sum());
		values.put("timeouts", count("hikaricp.connections.timeout", "pool", CrowdedPool.NAME));
		values.put("runs", count("selftest.check.duration", "check", "poolCrowded"));
		return values;
	}

	private long count(String name, String tag, String value) {
		double counters = this.meters.find(name).tag(tag, value).counters().stream().mapToDouble(Counter::count).sum();
		long timers = this.meters.find(name)
			.tag(tag, value)
			.timers()
			.stream()
			.mapToLong((timer) -> timer.count())
			.sum();
		return Math.round(counters) + timers;
	}

}
