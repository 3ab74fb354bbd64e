package io.github.selftest.boot.check.slo;

import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

import io.micrometer.core.instrument.Measurement;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Statistic;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import io.micrometer.core.instrument.search.Search;
import org.jspecify.annotations.Nullable;

/**
 * Reads the meters of the host, and says why where it cannot.
 */
final class MeterReader {

	private final Supplier<@Nullable MeterRegistry> registry;

	MeterReader(Supplier<@Nullable MeterRegistry> registry) {
		this.registry = registry;
	}

	/**
	 * Read a meter; several with the name and the tags are added up.
	 * @param name its name
	 * @param tags tags that it must have
	 * @return the value: the count of a counter, timer or summary, else as it is
	 */
	Reading read(String name, Map<String, String> tags) {
		MeterRegistry registry = this.registry.get();
		if (registry == null) {
			return Reading.missing("the service has no meter registry",
					"Add 'org.springframework.boot:spring-boot-starter-actuator'");
		}
		if (registry instanceof CompositeMeterRegistry composite && isEmpty(composite)) {
			return Reading.missing("the meter registry keeps nothing, as there is none inside",
					"Add a registry such as 'io.micrometer:micrometer-registry-prometheus'");
		}
		Search search = registry.find(name);
		tags.forEach(search::tag);
		Collection<Meter> meters = search.meters();
		if (meters.isEmpty()) {
			return Reading.missing("there is no meter '%s'%s".formatted(name, tags.isEmpty() ? "" : " with " + tags),
					"Correct the name or the tags, or wait until it is used");
		}
		double sum = meters.stream().mapToDouble(MeterReader::value).sum();
		return Double.isFinite(sum) ? Reading.of(sum)
				: Reading.missing("the meter '%s' has no value".formatted(name), "Look at '/actuator/metrics'");
	}

	private static boolean isEmpty(CompositeMeterRegistry composite) {
		return composite.getRegistries()
			.stream()
			.allMatch((registry) -> registry instanceof CompositeMeterRegistry inner && isEmpty(inner));
	}

	private static double value(Meter meter) {
		Optional<Double> count = first(meter, Statistic.COUNT);
		return count.orElseGet(() -> first(meter, Statistic.VALUE)
			.orElseGet(() -> first(meter, Statistic.ACTIVE_TASKS).orElse(Double.NaN)));
	}

	private static Optional<Double> first(Meter meter, Statistic statistic) {
		for (Measurement measurement : meter.measure()) {
			if (measurement.getStatistic() == statistic) {
				return Optional.of(measurement.getValue());
			}
		}
		return Optional.empty();
	}

	/**
	 * What was read.
	 *
	 * @param value the value, not a number where it is missing
	 * @param problem why it is missing, empty where it is not
	 * @param remedy what to do about it
	 */
	record Reading(double value, String problem, String remedy) {

		static Reading of(double value) {
			return new Reading(value, "", "");
		}

		static Reading missing(String problem, String remedy) {
			return new Reading(Double.NaN, problem, remedy);
		}

		boolean isMissing() {
			return !this.problem.isEmpty();
		}

	}

}
