package io.github.selftest.boot.check;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Reads meters of the host, where there are any. Creates none.
 *
 * @since 0.1.0
 */
public interface MeterReadings {

	/** What is read where there are no meters. */
	MeterReadings NONE = new MeterReadings() {

		@Override
		public Optional<Timer> timer(String name, String tag, String value) {
			return Optional.empty();
		}

		@Override
		public OptionalDouble counter(String name, String tag, String value) {
			return OptionalDouble.empty();
		}

	};

	/**
	 * Read a timer.
	 * @param name its name
	 * @param tag the key of a tag that it has
	 * @param value the value of the tag
	 * @return what it shows, nothing if there is no such timer
	 */
	Optional<Timer> timer(String name, String tag, String value);

	/**
	 * Read a counter.
	 * @param name its name
	 * @param tag the key of a tag that it has
	 * @param value the value of the tag
	 * @return what it shows, nothing if there is no such counter
	 */
	OptionalDouble counter(String name, String tag, String value);

	/**
	 * Read gauges, in one walk through all meters.
	 * @param names their names
	 * @param tag the key of a tag that they have
	 * @param value tells which values of the tag are wanted
	 * @return what they show, of each that shows a number now
	 */
	default List<Gauge> gauges(Set<String> names, String tag, Predicate<String> value) {
		return List.of();
	}

	/**
	 * What a gauge shows.
	 *
	 * @param name its name
	 * @param tags its tags
	 * @param value the number
	 */
	record Gauge(String name, Map<String, String> tags, double value) {

	}

	/**
	 * What a timer shows.
	 *
	 * @param count how often something was timed since the start
	 * @param totalMillis how long that took in all, in milliseconds
	 * @param maxMillis the longest time of late, in milliseconds
	 */
	record Timer(long count, double totalMillis, double maxMillis) {

	}

}
