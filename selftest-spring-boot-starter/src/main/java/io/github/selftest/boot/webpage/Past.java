package io.github.selftest.boot.webpage;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

import io.github.selftest.boot.engine.CheckHistory;
import io.github.selftest.boot.engine.DurationTrend;
import io.github.selftest.boot.engine.DurationTrend.Direction;
import io.github.selftest.boot.engine.HistoryMark;
import io.github.selftest.boot.engine.HistoryWindow;

/**
 * How a check did in the last hour, day and thirty days, and what follows from it.
 */
final class Past {

	private Past() {
	}

	/**
	 * Write the past of a check.
	 * @param html where to write it
	 * @param view what is seen
	 * @param past the past
	 * @param marks the starts, and the changes of its state
	 */
	static void write(Html html, View view, CheckHistory past, List<HistoryMark> marks) {
		List<Instant> changes = marks.stream().filter(Heartbeat::isChange).map(HistoryMark::at).toList();
		html.open("section", "class", "past").element("h2", "History");
		html.element("p", "The taller, the worse; a gap: nothing is known. Dashed line: a start of the service. "
				+ "Triangle: change of state.", "class", "legend");
		html.open("ul", "class", "card");
		for (Scale scale : Scale.values()) {
			html.open("li").element("h3", scale.title());
			view.heartbeat().write(html, scale, past.slots(scale.resolution(), scale.span()), changes);
			window(html, past.window(scale.span()));
			html.close();
		}
		html.close().open("dl", "class", "facts");
		Tables.fact(html, "Duration", trend(past.trend()));
		Tables.fact(html, "Flakiness", flakiness(past));
		Instant failure = past.lastFailure();
		if (failure != null) {
			fact(html, view, "Last failure", failure);
		}
		else if (past.firstRun() != null) {
			Tables.fact(html, "Last failure", "never failed, so never proven: break once what it watches");
		}
		if (past.firstRun() != null) {
			fact(html, view, "First run", past.firstRun());
		}
		html.close().close();
	}

	private static void window(Html html, HistoryWindow window) {
		html.open("p", "class", "shares");
		if (window.conclusive() + window.inconclusive() + window.missing() == 0) {
			html.text("Nothing is known.").close();
			return;
		}
		html.text("Uptime ").element("b", window.isKnown() ? Numbers.share(window.uptime()) : "unknown");
		html.text(" \u00b7 reachability ").element("b", Numbers.share(window.reachability()));
		html.text(" \u00b7 " + Words.count((int) window.conclusive(), "conclusive run", "conclusive runs") + ", "
				+ window.failed() + " failed");
		if (window.missing() > 0) {
			html.text(", " + window.missing() + " missing");
		}
		if (window.covered().compareTo(window.span().multipliedBy(9).dividedBy(10)) < 0) {
			html.text(" \u00b7 reaches back " + Moments.span(window.covered()));
		}
		html.close();
	}

	private static String trend(DurationTrend trend) {
		if (trend.direction() == Direction.UNKNOWN) {
			return "too few runs for a trend";
		}
		String word = switch (trend.direction()) {
			case SLOWER -> "slower than usual";
			case FASTER -> "faster than usual";
			default -> "steady";
		};
		return "%s: %s, usually %s".formatted(word, Numbers.text(trend.recentMillis(), "ms"),
				Numbers.text(trend.usualMillis(), "ms"));
	}

	private static String flakiness(CheckHistory past) {
		HistoryWindow window = past.sameVersion();
		return (past.isFlaky() ? "flaky" : "not flaky") + ": "
				+ Words.count((int) window.alternations(), "alternation", "alternations") + " in "
				+ Moments.span(roughly(window.covered()));
	}

	private static Duration roughly(Duration covered) {
		return (covered.compareTo(Duration.ofHours(23)) > 0) ? Duration.ofDays(1) : covered;
	}

	private static void fact(Html html, View view, String name, Instant instant) {
		html.open("div").element("dt", name).open("dd");
		view.moments().writeWithAge(html, instant);
		html.close().close();
	}

}
