package io.github.selftest.boot.endpoint;

import java.util.List;

import io.github.selftest.api.Measurement;
import io.github.selftest.boot.engine.CheckReport;
import io.github.selftest.boot.engine.CompletedRun;
import io.github.selftest.boot.engine.Verdict;

/**
 * The requests that the verdict of a group rests on: those of its objective that has seen
 * the most.
 *
 * @param samples the requests
 * @param errors those of them that failed
 * @param windowSeconds the time that they took
 */
record ObjectiveCounts(long samples, long errors, double windowSeconds) {

	private static final String KIND = "slo";

	private static final ObjectiveCounts NONE = new ObjectiveCounts(0, 0, 0.0);

	static ObjectiveCounts of(Verdict verdict) {
		ObjectiveCounts most = NONE;
		for (CheckReport report : verdict.checks()) {
			CompletedRun latest = report.latest();
			if (latest != null && report.definition().kind().equals(KIND)) {
				ObjectiveCounts counts = of(latest.result().measurements());
				most = (counts.samples > most.samples || most.equals(NONE)) ? counts : most;
			}
		}
		return most;
	}

	private static ObjectiveCounts of(List<Measurement> measurements) {
		return new ObjectiveCounts(Math.round(value(measurements, "samples")),
				Math.round(value(measurements, "errors")),
				Math.round(value(measurements, "windowSeconds") * 10) / 10.0);
	}

	private static double value(List<Measurement> measurements, String name) {
		return measurements.stream()
			.filter((measurement) -> measurement.name().equals(name))
			.mapToDouble(Measurement::value)
			.findFirst()
			.orElse(0);
	}

}
