package io.github.selftest.boot.notify;

import java.util.List;
import java.util.function.ToDoubleFunction;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;

/**
 * Meters of the deliveries to each target.
 */
final class AlertMeters implements MeterBinder {

	private final List<Target> targets;

	AlertMeters(List<Target> targets) {
		this.targets = List.copyOf(targets);
	}

	@Override
	public void bindTo(MeterRegistry registry) {
		for (Target target : this.targets) {
			count(registry, target, "accepted", (courier) -> (double) courier.report().accepted());
			count(registry, target, "failed", (courier) -> (double) courier.report().failed());
			count(registry, target, "given-up", (courier) -> (double) courier.report().givenUp());
			Gauge.builder("selftest.alerts.waiting", target.courier(), (courier) -> courier.report().waiting())
				.description("Alerts that wait for a target")
				.tag("target", target.name())
				.register(registry);
		}
	}

	private static void count(MeterRegistry registry, Target target, String result, ToDoubleFunction<Courier> count) {
		FunctionCounter.builder("selftest.alerts", target.courier(), count)
			.description("Alerts that a target accepted, attempts that failed, and alerts that were given up")
			.tag("target", target.name())
			.tag("result", result)
			.register(registry);
	}

}
