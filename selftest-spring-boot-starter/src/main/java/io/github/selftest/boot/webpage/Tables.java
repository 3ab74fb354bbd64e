package io.github.selftest.boot.webpage;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import io.github.selftest.api.Measurement;
import io.github.selftest.api.Status;
import io.github.selftest.boot.engine.CheckReport;
import io.github.selftest.boot.engine.CompletedRun;
import io.github.selftest.boot.engine.GroupPlan;
import io.github.selftest.boot.engine.HistoryMark;
import io.github.selftest.boot.engine.Mute;
import io.github.selftest.boot.engine.RunRecord;
import io.github.selftest.boot.engine.Verdict;

/**
 * The lists of a page.
 */
final class Tables {

	private static final int MAX_CHARTS = 24;

	private Tables() {
	}

	static void groups(Html html, View view) {
		html.open("section", "class", "groups").element("h2", "Groups").open("ul", "class", "cards");
		for (GroupPlan plan : view.scene().plans()) {
			group(html, view, plan);
		}
		html.close().close();
	}

	private static void group(Html html, View view, GroupPlan plan) {
		Verdict verdict = view.scene().verdict(plan);
		boolean empty = verdict.checks().isEmpty();
		html.open("li", "class", "card group " + (empty ? "empty" : Words.style(verdict.status())), "data-key",
				"group-" + plan.name());
		html.open("h3");
		html.element("a", plan.name(), "href", view.links().group(plan.name())).close();
		if (!empty) {
			html.open("p");
			Words.write(html, verdict.status());
			html.close();
		}
		html.element("p", size(verdict) + ", " + Headline.interval(plan), "class", "size");
		quiet(html, view, verdict);
		if (verdict.status() != Status.PASS && !empty && !view.details()) {
			html.open("p", "class", "reason").element("bdi", view.reason(verdict)).close();
		}
		runButton(html, view, plan.name(), view.links().group(plan.name()), plan.name());
		html.close();
	}

	static void quiet(Html html, View view, Verdict verdict) {
		Mute mute = verdict.mute();
		int checks = verdict.muted().size();
		if (mute == null && checks == 0) {
			return;
		}
		html.open("p", "class", "quiet");
		if (checks > 0) {
			html.text(Words.count(checks, "check is muted", "checks are muted") + ((mute != null) ? ", " : ""));
		}
		if (mute != null) {
			html.text("no alerts until ");
			view.moments().write(html, mute.until());
		}
		html.close();
	}

	private static String size(Verdict verdict) {
		int size = verdict.checks().size();
		int passing = (int) verdict.checks().stream().filter((report) -> report.status() == Status.PASS).count();
		if (size == 0) {
			return "no checks";
		}
		return (passing == size) ? Words.count(size, "check", "checks")
				: "%d of %s".formatted(passing, Words.count(size, "check passes", "checks pass"));
	}

	/**
	 * Write the button that runs something now, for the script to show.
	 * @param html where to write it
	 * @param view what is seen
	 * @param group the group that must be open to a run
	 * @param url where to send the POST
	 * @param name what is run
	 */
	static void runButton(Html html, View view, String group, String url, String name) {
		if (view.runnable().contains(group)) {
			html.element("button", "Run " + name + " now", "type", "button", "class", "run", "data-run", url,
					"data-name", name, "hidden", "");
		}
	}

	static void checks(Html html, View view, boolean withCaption) {
		List<CheckReport> checks = view.scene().checks();
		if (!view.details() || checks.isEmpty()) {
			return;
		}
		Map<String, List<Instant>> changes = view.history()
			.marks((mark) -> mark.kind() == HistoryMark.Kind.CHECK && Heartbeat.isChange(mark), Integer.MAX_VALUE)
			.stream()
			.collect(
					Collectors.groupingBy(HistoryMark::name, Collectors.mapping(HistoryMark::at, Collectors.toList())));
		html.open("section", "class", "checks").element("h2", "Checks");
		if (withCaption) {
			html.element("p",
					"Bars: the last hour, a minute each, newest right; the taller, the worse. "
							+ "Gap: nothing ran. Dashed line: a start of the service. Triangle: change of state.",
					"class", "legend");
		}
		html.open("table").open("thead").open("tr");
		for (String column : List.of("State", "Check", "Last hour", "Result", "Age")) {
			html.element("th", column, "scope", "col");
		}
		html.close().close().open("tbody");
		for (CheckReport report : checks) {
			check(html, view, report, changes.getOrDefault(report.id(), List.of()));
		}
		html.close().close().close();
	}

	private static void check(Html html, View view, CheckReport report, List<Instant> changes) {
		CompletedRun latest = report.latest();
		html.open("tr", "data-key", "check-" + report.id(), "data-groups",
				String.join(" ", report.definition().groups()), "data-ran",
				(latest != null) ? String.valueOf(latest.finishedNanos()) : "never");
		html.open("td", "class", "is");
		if (latest == null) {
			html.element("span", "not run yet", "class", "state unknown");
		}
		else {
			Words.write(html, report.status());
		}
		html.close();
		html.open("th", "scope", "row").open("a", "href", view.links().check(view.scene().home(report), report.id()));
		html.element("bdi", report.definition().title()).close();
		Muted.tag(html, report);
		if (report.running()) {
			html.text(" ").element("span", "running\u2026", "class", "running");
		}
		if (report.rawStatus() != report.status() && !report.stale()) {
			html.text(" ").element("small", "latest run " + Words.of(report.rawStatus()));
		}
		html.close();
		html.open("td", "class", "hour");
		view.heartbeat().write(html, Scale.HOUR, view.history().lastHour(report.id()), changes);
		html.close();
		html.open("td", "class", "result").element("span", result(report)).close();
		html.open("td", "class", "age");
		if (latest != null) {
			html.text(Moments.span(view.scene().age(report)));
			if (report.stale()) {
				html.text(" ").element("strong", "stale");
			}
		}
		html.close().close();
	}

	private static String result(CheckReport report) {
		CompletedRun latest = report.latest();
		if (latest == null) {
			return "";
		}
		List<Measurement> measurements = latest.result().measurements();
		if (measurements.isEmpty()) {
			return "in " + Numbers.millis(latest.duration());
		}
		Measurement first = measurements.get(0);
		return Numbers.text(first.value(), first.unit());
	}

	static void measurements(Html html, View view) {
		List<CheckReport> measured = view.details() ? view.scene()
			.checks()
			.stream()
			.filter((report) -> !view.history().measurements(report.id()).isEmpty())
			.toList() : List.of();
		if (measured.isEmpty()) {
			return;
		}
		html.open("section", "class", "measurements").element("h2", "Measurements").open("ul", "class", "cards");
		for (CheckReport report : measured.subList(0, Math.min(MAX_CHARTS, measured.size()))) {
			Series first = view.history().measurements(report.id()).get(0);
			html.open("li", "class", "card measure", "data-key", "measure-" + report.id());
			html.open("h3").open("a", "href", view.links().check(view.scene().home(report), report.id()));
			html.element("bdi", report.definition().title()).close().close();
			series(html, first);
			html.close();
		}
		html.close();
		if (measured.size() > MAX_CHARTS) {
			html.element("p", "And %d more, on the pages of their checks.".formatted(measured.size() - MAX_CHARTS),
					"class", "more");
		}
		html.close();
	}

	static void series(Html html, Series series) {
		html.open("p", "class", "number").element("b", Numbers.text(series.latest(), series.unit()));
		html.open("span").text(" ").element("bdi", spaced(series.name()));
		if (series.limit() != null) {
			html.text(", limit " + Numbers.text(series.limit(), series.unit()));
		}
		html.close().close();
		Chart.write(html, series);
	}

	private static String spaced(String camelCase) {
		return camelCase.replaceAll("(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])", " ")
			.toLowerCase(java.util.Locale.ROOT);
	}

	static void changes(Html html, View view, List<HistoryMark> marks) {
		if (marks.isEmpty()) {
			return;
		}
		html.open("section", "class", "log").element("h2", "Changes").open("ol");
		for (HistoryMark mark : marks) {
			html.open("li");
			view.moments().write(html, mark.at());
			html.open("span", "class", "what").text(" " + kind(mark));
			html.open("b").element("bdi", mark.name()).close().text(" ").close();
			Status before = mark.before();
			if (before != null) {
				html.element("span", Words.of(before), "class", "before").text(" \u2192 ");
			}
			Status now = mark.now();
			if (now != null) {
				Words.write(html, now);
			}
			html.close();
		}
		html.close().close();
	}

	private static String kind(HistoryMark mark) {
		return switch (mark.kind()) {
			case START -> mark.name().isEmpty() ? "the service was started" : "started version ";
			case GROUP -> "group ";
			case CHECK -> "";
		};
	}

	static void runs(Html html, View view, List<RunRecord> runs) {
		if (runs.isEmpty()) {
			return;
		}
		html.open("section", "class", "runs").element("h2", "Recent runs").open("table").open("thead").open("tr");
		for (String column : List.of("State", "At", "Took", "Found")) {
			html.element("th", column, "scope", "col");
		}
		html.close().close().open("tbody");
		for (RunRecord run : runs) {
			html.open("tr").open("td", "class", "is");
			Words.write(html, run.status());
			html.close().open("td");
			view.moments().write(html, run.startedAt());
			html.close().element("td", Numbers.millis(run.duration()));
			html.open("td", "class", "found").element("bdi", run.summary()).close().close();
		}
		html.close().close().close();
	}

	static void identity(Html html, View view) {
		html.open("section", "class", "identity").element("h2", "This instance").open("dl", "class", "facts");
		fact(html, "Application", view.identity().app());
		fact(html, "Version", view.identity().version());
		fact(html, "Pod", view.identity().pod());
		fact(html, "Pod template hash", view.identity().podTemplateHash());
		fact(html, "Role", view.identity().role());
		html.open("div").element("dt", "Started").open("dd");
		view.moments().writeWithAge(html, view.moments().now().minus(view.identity().uptime()));
		html.close().close().close().close();
	}

	static void fact(Html html, String name, String value) {
		if (!value.isEmpty()) {
			html.open("div").element("dt", name).open("dd").element("bdi", value).close().close();
		}
	}

}
