package io.github.selftest.boot.endpoint;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

import io.github.selftest.boot.engine.CheckHistory;
import io.github.selftest.boot.engine.DurationTrend;
import io.github.selftest.boot.engine.HistoryWindow;

/**
 * What the past of a check comes to, in the document of the check.
 */
final class HistoryEntry {

	private static final double MANY = 10_000;

	private HistoryEntry() {
	}

	static Map<String, Object> of(CheckHistory history) {
		Map<String, Object> entry = new LinkedHashMap<>();
		entry.put("hour", window(history.window(Duration.ofHours(1))));
		entry.put("day", window(history.window(Duration.ofDays(1))));
		entry.put("month", window(history.window(Duration.ofDays(30))));
		entry.put("flaky", history.isFlaky());
		entry.put("alternations", history.sameVersion().alternations());
		DurationTrend trend = history.trend();
		entry.put("trend", trend.direction().name().toLowerCase(Locale.ROOT));
		entry.put("recentMillis", rounded(trend.recentMillis()));
		entry.put("usualMillis", rounded(trend.usualMillis()));
		entry.put("neverFailed", history.firstRun() != null && history.lastFailure() == null);
		entry.put("firstRun", Instants.text(history.firstRun()));
		entry.put("lastFailure", Instants.text(history.lastFailure()));
		return entry;
	}

	private static Map<String, Object> window(HistoryWindow window) {
		Map<String, Object> entry = new LinkedHashMap<>();
		entry.put("uptime", share(window.uptime()));
		entry.put("reachability", share(window.reachability()));
		entry.put("runs", window.conclusive() + window.inconclusive());
		entry.put("failed", window.failed());
		entry.put("missing", window.missing());
		entry.put("coveredSeconds", Instants.seconds(window.covered()));
		return entry;
	}

	/** Rounds down, so that no failure is rounded away. */
	private static double share(double value) {
		return Math.floor(value * MANY + 1e-6) / MANY;
	}

	private static double rounded(double value) {
		return Math.round(value * MANY) / MANY;
	}

}
