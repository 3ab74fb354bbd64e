package io.github.selftest.boot.check;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Collectors;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import org.springframework.beans.factory.ObjectProvider;

/**
 * Reads meters from the registry of the host.
 */
final class HostMeters implements MeterReadings {

	private final ObjectProvider<MeterRegistry> registry;

	HostMeters(ObjectProvider<MeterRegistry> registry) {
		this.registry = registry;
	}

	@Override
	public Optional<Timer> timer(String name, String tag, String value) {
		MeterRegistry meters = this.registry.getIfUnique();
		return Optional.ofNullable((meters != null) ? meters.find(name).tag(tag, value).timer() : null)
			.map((timer) -> new Timer(timer.count(), timer.totalTime(TimeUnit.MILLISECONDS),
					timer.max(TimeUnit.MILLISECONDS)));
	}

	@Override
	public OptionalDouble counter(String name, String tag, String value) {
		MeterRegistry meters = this.registry.getIfUnique();
		Counter counter = (meters != null) ? meters.find(name).tag(tag, value).counter() : null;
		return (counter != null) ? OptionalDouble.of(counter.count()) : OptionalDouble.empty();
	}

	@Override
	public List<Gauge> gauges(Set<String> names, String tag, Predicate<String> value) {
		MeterRegistry meters = this.registry.getIfUnique();
		return (meters != null) ? meters.getMeters()
			.stream()
			.filter((meter) -> names.contains(meter.getId().getName()) && has(meter.getId(), tag, value))
			.filter(io.micrometer.core.instrument.Gauge.class::isInstance)
			.map(io.micrometer.core.instrument.Gauge.class::cast)
			.map((gauge) -> new Gauge(gauge.getId().getName(), tags(gauge.getId()), gauge.value()))
			.filter((gauge) -> Double.isFinite(gauge.value()))
			.toList() : List.of();
	}

	private static boolean has(Meter.Id id, String tag, Predicate<String> value) {
		String own = id.getTag(tag);
		return own != null && value.test(own);
	}

	private static Map<String, String> tags(Meter.Id id) {
		return id.getTags().stream().collect(Collectors.toMap(Tag::getKey, Tag::getValue, (one, other) -> one));
	}

}
