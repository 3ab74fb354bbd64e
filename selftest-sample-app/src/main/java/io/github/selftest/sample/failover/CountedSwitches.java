package io.github.selftest.sample.failover;

import java.util.concurrent.atomic.AtomicInteger;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;

/**
 * Counts how often connections went past the pooler, and tells whether they do now.
 */
final class CountedSwitches implements Failover.Listener {

	private final AtomicInteger direct = new AtomicInteger();

	private final Counter activations;

	CountedSwitches(MeterRegistry meters) {
		this.activations = Counter.builder("shop.database.direct.activations")
			.description("How often connections left the pooler")
			.register(meters);
		Gauge.builder("shop.database.direct", this.direct, AtomicInteger::get)
			.description("1 while connections go past the pooler")
			.register(meters);
	}

	@Override
	public void left() {
		this.direct.set(1);
		this.activations.increment();
	}

	@Override
	public void cameBack() {
		this.direct.set(0);
	}

}
