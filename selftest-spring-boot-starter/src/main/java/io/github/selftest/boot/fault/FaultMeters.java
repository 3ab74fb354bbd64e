package io.github.selftest.boot.fault;

import java.util.concurrent.atomic.LongAdder;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;

/**
 * Meters of faults.
 */
final class FaultMeters implements MeterBinder {

	private final Faults faults;

	FaultMeters(Faults faults) {
		this.faults = faults;
	}

	@Override
	public void bindTo(MeterRegistry registry) {
		FaultCounts counts = this.faults.counts();
		counts.injected()
			.forEach((point, modes) -> modes
				.forEach((mode, count) -> counter("selftest.fault.injected", "Faults that happened", count)
					.tag("point", point)
					.tag("mode", mode.text())
					.register(registry)));
		counter("selftest.fault.overflow", "Faults that did not happen as too many were under way", counts.overflow())
			.register(registry);
		for (FaultCounts.Skipped reason : FaultCounts.Skipped.values()) {
			counter("selftest.fault.skipped", "Faults that did not happen", counts.skipped(reason))
				.tag("reason", reason.text())
				.register(registry);
		}
		for (FaultRefusal reason : FaultRefusal.values()) {
			counter("selftest.fault.refused", "Requests that were refused for their fault", counts.refused(reason))
				.tag("reason", reason.text())
				.register(registry);
		}
		Gauge.builder("selftest.fault.active", this.faults, Faults::active)
			.description("Faults under way")
			.register(registry);
	}

	private static FunctionCounter.Builder<LongAdder> counter(String name, String description, LongAdder count) {
		return FunctionCounter.builder(name, count, LongAdder::doubleValue).description(description);
	}

}
