package io.github.selftest.boot.webpage;

import java.util.List;
import java.util.Locale;

import org.jspecify.annotations.Nullable;

/**
 * A small line chart of a measurement, with its limit where that is in sight.
 */
final class Chart {

	private static final double WIDTH = 160;

	private static final double HEIGHT = 40;

	private static final double MARGIN = 3;

	private final Series series;

	private final double low;

	private final double high;

	private Chart(Series series) {
		this.series = series;
		double low = series.values().stream().mapToDouble((value) -> value).min().orElse(0);
		double high = series.values().stream().mapToDouble((value) -> value).max().orElse(0);
		Double limit = series.limit();
		if (limit != null && isInSight(limit, low, high)) {
			low = Math.min(low, limit);
			high = Math.max(high, limit);
		}
		this.low = Math.min(low, Math.max(0, low - Math.abs(high) / 10));
		this.high = high;
	}

	static void write(Html html, Series series) {
		new Chart(series).write(html);
	}

	private void write(Html html) {
		html.open("svg", "class", "chart", "viewBox", "0 0 160 40", "width", "160", "height", "40",
				"preserveAspectRatio", "none", "role", "img", "aria-label", label());
		Double limit = this.series.limit();
		if (limit != null && limit >= this.low && limit <= this.high) {
			html.empty("path", "class", "limit", "d", String.format(Locale.ROOT, "M0 %.1fh160", y(limit)), "stroke",
					"#cf222e", "stroke-dasharray", "4 3", "fill", "none");
		}
		html.empty("path", "class", "line", "d", line(), "stroke", "#0969da", "stroke-width", "1.5", "fill", "none");
		html.close();
	}

	private String line() {
		List<Double> values = this.series.values();
		StringBuilder path = new StringBuilder();
		// the latest value is at the right edge, however few there are
		double step = WIDTH / (PageRecorder.MAX_VALUES - 1);
		double x = WIDTH - step * (values.size() - 1);
		if (values.size() == 1) {
			return String.format(Locale.ROOT, "M%.1f %.1fh%.1f", WIDTH - step, y(values.get(0)), step);
		}
		for (double value : values) {
			path.append((path.length() == 0) ? 'M' : 'L');
			path.append(String.format(Locale.ROOT, "%.1f %.1f", x, y(value)));
			x += step;
		}
		return path.toString();
	}

	/*
	 * Divided first: the difference of two large numbers may be infinite.
	 */
	private double y(double value) {
		double size = Math.max(Math.abs(this.low), Math.abs(this.high));
		double range = (size > 0) ? this.high / size - this.low / size : 0;
		double share = (range > 0) ? (value / size - this.low / size) / range : 0.5;
		return HEIGHT - MARGIN - share * (HEIGHT - 2 * MARGIN);
	}

	private static boolean isInSight(double limit, double low, double high) {
		return limit <= 4 * Math.max(Math.abs(low), Math.abs(high)) && limit >= low / 4;
	}

	private String label() {
		String unit = this.series.unit();
		String limit = limit(this.series.limit(), unit);
		return "%s over the last %s: now %s, lowest %s, highest %s%s".formatted(this.series.name(),
				Words.count(this.series.values().size(), "run", "runs"), Numbers.text(this.series.latest(), unit),
				Numbers.text(this.series.values().stream().mapToDouble((value) -> value).min().orElse(0), unit),
				Numbers.text(this.series.values().stream().mapToDouble((value) -> value).max().orElse(0), unit), limit);
	}

	private static String limit(@Nullable Double limit, String unit) {
		return (limit != null) ? ", limit " + Numbers.text(limit, unit) : "";
	}

}
