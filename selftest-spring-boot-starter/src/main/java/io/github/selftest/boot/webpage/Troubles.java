package io.github.selftest.boot.webpage;

import java.util.List;

import org.jspecify.annotations.Nullable;

import io.github.selftest.api.Finding;
import io.github.selftest.api.Status;
import io.github.selftest.boot.engine.CheckReport;

/**
 * What somebody is to look at now: expected and observed, since when, what to do.
 */
final class Troubles {

	private static final int MAX = 20;

	private Troubles() {
	}

	static void write(Html html, View view) {
		List<CheckReport> all = view.details() ? view.scene().troubles() : List.of();
		section(html, view, "troubles", "To look at", all.stream().filter(Scene::counts).toList());
		section(html, view, "troubles notes", "Noted, without a say in the verdict",
				all.stream().filter((report) -> !Scene.counts(report) && report.mute() == null).toList());
		waiting(html, view, view.details() ? view.scene().waiting() : List.of());
	}

	private static void waiting(Html html, View view, List<CheckReport> waiting) {
		if (waiting.isEmpty()) {
			return;
		}
		html.open("section", "class", "patience").element("h2", "Has seen too little yet").open("ul", "class", "card");
		waiting.stream().limit(MAX).forEach((report) -> {
			html.open("li").open("a", "href", view.links().check(view.scene().home(report), report.id()));
			html.element("bdi", report.definition().title()).close();
			Finding finding = report.explanation();
			html.open("p", "class", "reason")
				.element("bdi", (finding != null) ? finding.message() : "")
				.close()
				.close();
		});
		html.close();
		if (waiting.size() > MAX) {
			html.element("p", "And %d more, in the table below.".formatted(waiting.size() - MAX), "class", "more");
		}
		html.close();
	}

	private static void section(Html html, View view, String style, String title, List<CheckReport> troubles) {
		if (troubles.isEmpty()) {
			return;
		}
		html.open("section", "class", style).element("h2", title);
		articles(html, view, troubles);
		html.close();
	}

	/**
	 * Write what somebody is to look at, as much as a reader can take in.
	 * @param html where to write it
	 * @param view what is seen
	 * @param troubles the checks
	 */
	static void articles(Html html, View view, List<CheckReport> troubles) {
		troubles.stream().limit(MAX).forEach((report) -> article(html, view, report));
		if (troubles.size() > MAX) {
			html.element("p", "And %d more, in the table below.".formatted(troubles.size() - MAX), "class", "more");
		}
	}

	private static void article(Html html, View view, CheckReport report) {
		html.open("article", "class", "card trouble " + Words.style(report.status()), "data-key",
				"trouble-" + report.id());
		html.open("h3");
		Words.write(html, report.status());
		html.text(" ").open("a", "href", view.links().check(view.scene().home(report), report.id()));
		html.element("bdi", report.definition().title()).close();
		Muted.tag(html, report);
		html.close();
		body(html, view, report);
		html.close();
	}

	/**
	 * Write why a check stands as it does.
	 * @param html where to write it
	 * @param view what is seen
	 * @param report the check
	 */
	static void body(Html html, View view, CheckReport report) {
		Finding finding = report.explanation();
		if (finding != null) {
			finding(html, finding);
		}
		runBook(html, report.definition().runBook());
		times(html, view.moments(), report);
	}

	static void finding(Html html, Finding finding) {
		html.open("p", "class", "message").element("bdi", finding.message()).close();
		String observed = finding.observed();
		String expected = finding.expected();
		if (observed != null || expected != null) {
			html.open("dl", "class", "values");
			value(html, "Observed", observed);
			value(html, "Expected", expected);
			html.close();
		}
		if (finding.remedy() != null && finding.status() != Status.PASS) {
			html.open("p", "class", "remedy").element("b", "What to do: ");
			html.element("bdi", finding.remedy()).close();
		}
	}

	private static void value(Html html, String name, @Nullable String value) {
		if (value != null) {
			html.open("div").element("dt", name).open("dd").element("bdi", value).close().close();
		}
	}

	private static void times(Html html, Moments moments, CheckReport report) {
		html.open("p", "class", "times");
		if (report.since() != null) {
			html.text("Since ");
			moments.writeWithAge(html, report.since());
			html.text(" \u00b7 ");
		}
		if (report.lastPass() != null) {
			html.text("last good ");
			moments.writeWithAge(html, report.lastPass());
		}
		else {
			html.text("never seen good by this process");
		}
		if (report.consecutiveFailures() > 1) {
			html.text(" \u00b7 %d failures in a row".formatted(report.consecutiveFailures()));
		}
		html.close().open("p", "class", "code").text(report.id());
		if (report.explanation() != null) {
			html.text(" \u00b7 " + report.explanation().code());
		}
		html.text(" \u00b7 " + Words.of(report.definition().severity())).close();
	}

	static void runBook(Html html, @Nullable String runBook) {
		if (runBook == null) {
			return;
		}
		html.open("p", "class", "runbook");
		if (Links.isWebAddress(runBook)) {
			html.open("a", "href", runBook.strip(), "rel", "noreferrer")
				.text("Run-book: ")
				.element("bdi", runBook)
				.close();
		}
		else {
			html.text("Run-book: ").element("bdi", runBook);
		}
		html.close();
	}

}
