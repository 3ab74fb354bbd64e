package io.github.selftest.boot.endpoint;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import io.github.selftest.api.Finding;
import io.github.selftest.api.Measurement;
import io.github.selftest.boot.engine.CheckReport;
import io.github.selftest.boot.engine.CompletedRun;

/**
 * A check as it is listed in the documents of groups and in the overview.
 */
final class CheckEntry {

	private CheckEntry() {
	}

	static Map<String, Object> compact(CheckReport report) {
		Map<String, Object> entry = new LinkedHashMap<>();
		entry.put("verdict", report.status().name());
		Measurement measurement = firstMeasurement(report.latest());
		if (measurement != null) {
			entry.put("value", measurement.value());
			putIfPresent(entry, "limit", measurement.limit());
		}
		return entry;
	}

	static Map<String, Object> full(CheckReport report) {
		Map<String, Object> entry = compact(report);
		CompletedRun latest = report.latest();
		Measurement measurement = firstMeasurement(latest);
		putIfPresent(entry, "unit", (measurement != null) ? measurement.unit() : null);
		if (report.rawStatus() != report.status()) {
			entry.put("rawVerdict", report.rawStatus().name());
		}
		entry.put("severity", report.definition().severity().name());
		entry.put("title", Text.oneLine(report.definition().title(), 200));
		putIfPresent(entry, "lastRun", (latest != null) ? Instants.text(latest.startedAt()) : null);
		Finding explanation = report.explanation();
		if (explanation != null) {
			addFinding(entry, explanation);
		}
		putIfPresent(entry, "runBook", report.status().isPassing() ? null : report.definition().runBook());
		return entry;
	}

	static Map<String, Object> measurement(Measurement measurement) {
		Map<String, Object> entry = new LinkedHashMap<>();
		entry.put("name", Text.oneLine(measurement.name(), 100));
		entry.put("value", measurement.value());
		entry.put("unit", Text.oneLine(measurement.unit(), 20));
		putIfPresent(entry, "limit", measurement.limit());
		return entry;
	}

	static void addFinding(Map<String, Object> entry, Finding finding) {
		entry.put("code", finding.code());
		entry.put("message", Text.oneLine(finding.message(), 500));
		putIfPresent(entry, "observed", finding.observed());
		putIfPresent(entry, "expected", finding.expected());
		putIfPresent(entry, "remedy", finding.remedy());
	}

	private static @Nullable Measurement firstMeasurement(@Nullable CompletedRun latest) {
		List<Measurement> measurements = (latest != null) ? latest.result().measurements() : List.of();
		return measurements.isEmpty() ? null : measurements.get(0);
	}

	private static void putIfPresent(Map<String, Object> entry, String name, @Nullable Object value) {
		if (value != null) {
			entry.put(name, (value instanceof String text) ? Text.oneLine(text, 500) : value);
		}
	}

}
