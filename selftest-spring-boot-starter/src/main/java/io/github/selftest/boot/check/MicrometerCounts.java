package io.github.selftest.boot.check;

import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;

/**
 * Publishes counts in every registry, whichever comes first.
 */
final class MicrometerCounts implements Counts, MeterBinder {

	private final List<MeterRegistry> registries = new ArrayList<>();

	private final List<Count> counts = new ArrayList<>();

	@Override
	public synchronized void publish(String name, String description, LongSupplier count, String... tags) {
		Count added = new Count(name, description, count, List.of(tags));
		this.counts.add(added);
		this.registries.forEach(added::register);
	}

	@Override
	public synchronized void bindTo(MeterRegistry registry) {
		this.registries.add(registry);
		this.counts.forEach((count) -> count.register(registry));
	}

	private record Count(String name, String description, LongSupplier total, List<String> tags) {

		void register(MeterRegistry registry) {
			FunctionCounter.builder(this.name, this.total, LongSupplier::getAsLong)
				.description(this.description)
				.tags(this.tags.toArray(String[]::new))
				.register(registry);
		}

	}

}
