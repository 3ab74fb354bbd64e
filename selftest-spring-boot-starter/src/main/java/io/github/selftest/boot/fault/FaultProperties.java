package io.github.selftest.boot.fault;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.ConfigurationPropertiesSource;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Properties of faults.
 *
 * @param enabled Whether synthetic requests can ask for faults at the points.
 * @param points Points by the names with which requests ask for them.
 * @param maxConcurrent Number of faults at a time; a call above it runs without.
 * @param maxDelay Longest time that a request can ask for.
 * @param timeToLive Time after its arrival in which a request can meet its fault.
 * @param stopFile File that stops all faults while it exists, 'selftest-fault-stop' in
 * the directory for temporary files unless set.
 */
@ConfigurationProperties(prefix = FaultProperties.PREFIX, ignoreUnknownFields = false)
record FaultProperties(@DefaultValue("false") boolean enabled, @DefaultValue Map<String, Point> points,
		@DefaultValue("5") int maxConcurrent, @DefaultValue("10s") Duration maxDelay,
		@DefaultValue("30s") Duration timeToLive, @Nullable Path stopFile) {

	static final String PREFIX = "selftest.fault";

	private static final int MOST_CONCURRENT = 100;

	private static final Duration LONGEST_DELAY = Duration.ofMinutes(1);

	private static final Duration LONGEST_LIFE = Duration.ofMinutes(5);

	FaultProperties {
		points = Map.copyOf(points);
		points.forEach(FaultProperties::require);
		if (maxConcurrent < 1 || maxConcurrent > MOST_CONCURRENT) {
			throw new InvalidFaultException(PREFIX + ".max-concurrent", Integer.toString(maxConcurrent),
					"a number from 1 to " + MOST_CONCURRENT, "Give a number well below that of request threads.");
		}
		requireTime("max-delay", maxDelay, LONGEST_DELAY);
		requireTime("time-to-live", timeToLive, LONGEST_LIFE);
	}

	private static void require(String name, Point point) {
		String property = PREFIX + ".points." + name;
		if (!name.matches(FaultSpec.NAME)) {
			throw new InvalidFaultException(property, "'" + name + "'",
					"a name of small letters, digits and dashes, at most 40", "Rename the point.");
		}
		if (point.type() == null) {
			throw new InvalidFaultException(property + ".type", "nothing", "'breaker', 'http-client' or 'data-source'",
					"Say what the point is.");
		}
	}

	private static void requireTime(String name, Duration time, Duration longest) {
		if (time.isNegative() || time.isZero() || time.compareTo(longest) > 0) {
			throw new InvalidFaultException(PREFIX + "." + name, time.toString(),
					"more than 0 and at most " + longest.toSeconds() + "s", "Give a duration such as 10s.");
		}
	}

	Path whereToStop() {
		return (this.stopFile != null) ? this.stopFile
				: Path.of(System.getProperty("java.io.tmpdir", "."), "selftest-fault-stop");
	}

	Set<String> dataSources() {
		return this.points.entrySet()
			.stream()
			.filter((entry) -> entry.getValue().type() == PointType.DATA_SOURCE)
			.map((entry) -> (entry.getValue().target() != null) ? entry.getValue().target() : entry.getKey())
			.collect(Collectors.toUnmodifiableSet());
	}

	/**
	 * A point.
	 *
	 * @param type What the point is.
	 * @param target Name of the breaker or of the bean of the data source, or host of the
	 * HTTP calls, perhaps with a port; the name of the point unless set.
	 */
	@ConfigurationPropertiesSource
	record Point(@Nullable PointType type, @Nullable String target) {

	}

}
