package io.github.selftest.boot.check.httpcache;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import io.github.selftest.api.Finding;
import io.github.selftest.api.Measurement;

/**
 * What a 304 has cost inside the service beside the whole.
 *
 * @param whole the time for the whole
 * @param conditional the time for the 304
 * @param callsForWhole how often a handler was called for the whole
 * @param callsFor304 how often a handler was called for the 304
 */
record SavedWork(Duration whole, Duration conditional, int callsForWhole, int callsFor304) {

	private static final double NANOS_PER_MILLI = 1e6;

	/**
	 * Compare two requests of a probe.
	 * @param whole what was seen of the whole
	 * @param conditional what was seen of the 304
	 * @return what was saved, nothing if a time is not known
	 */
	static Optional<SavedWork> of(InsideView whole, InsideView conditional) {
		Duration timeOfWhole = whole.time();
		Duration timeOf304 = conditional.time();
		return (timeOfWhole != null && timeOf304 != null)
				? Optional.of(new SavedWork(timeOfWhole, timeOf304, whole.handlerCalls(), conditional.handlerCalls()))
				: Optional.empty();
	}

	Finding finding(Exchange notModified) {
		return ProbeCode.SAVES_WORK.finding(
				"'%s': the work inside the service (%s)".formatted(notModified.path(), notModified.name()),
				"%.1f ms for the 304%s".formatted(millis(this.conditional), calls(this.callsFor304)),
				"less than the %.1f ms for the whole%s".formatted(millis(this.whole), calls(this.callsForWhole)));
	}

	List<Measurement> measurements() {
		List<Measurement> measurements = new ArrayList<>();
		measurements.add(Measurement.of("savedBy304", this.whole.minus(this.conditional)));
		if (areCallsKnown()) {
			measurements.add(Measurement.of("handlerCallsFor304", this.callsFor304, "count"));
		}
		return measurements;
	}

	private String calls(int count) {
		return areCallsKnown() ? ", handler calls: " + count : "";
	}

	// a whole that no handler of Spring MVC has made tells nothing of the one of the 304
	private boolean areCallsKnown() {
		return this.callsForWhole > 0;
	}

	private static double millis(Duration time) {
		return time.toNanos() / NANOS_PER_MILLI;
	}

}
