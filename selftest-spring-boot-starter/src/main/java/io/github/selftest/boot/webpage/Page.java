package io.github.selftest.boot.webpage;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

import io.github.selftest.api.CheckDefinition;
import io.github.selftest.api.Finding;
import io.github.selftest.api.Status;
import io.github.selftest.boot.engine.CheckHistory;
import io.github.selftest.boot.engine.CheckReport;
import io.github.selftest.boot.engine.CompletedRun;
import io.github.selftest.boot.engine.GroupPlan;
import io.github.selftest.boot.engine.HistoryMark;
import io.github.selftest.boot.engine.HistoryMark.Kind;
import io.github.selftest.boot.engine.RunRecord;
import io.github.selftest.boot.engine.Verdict;

/**
 * Writes whole pages, from the most to the least pressing.
 */
final class Page {

	private static final int MAX_CHANGES = 30;

	private static final int MAX_RUNS = 60;

	private final InlineResource style = InlineResource.style("page.css");

	private final InlineResource script = InlineResource.script("page.js");

	/**
	 * Return what a browser may do with the page.
	 * @return the header Content-Security-Policy
	 */
	String contentSecurityPolicy() {
		return "default-src 'none'; style-src " + this.style.hash() + "; script-src " + this.script.hash()
				+ "; connect-src 'self'; img-src data:; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";
	}

	Html overview(View view, Duration silence) {
		Headline headline = Headline.of(view, silence);
		Html html = start(view, headline);
		headline.write(html, view.moments());
		Troubles.write(html, view);
		Muted.write(html, view);
		Tables.groups(html, view);
		Tables.checks(html, view, true);
		Tables.measurements(html, view);
		Tables.identity(html, view);
		Tables.changes(html, view, view.history().marks(view.scene().isInSight(view.details()), MAX_CHANGES));
		return end(html, view);
	}

	Html group(View view, Duration silence) {
		GroupPlan plan = view.scene().plans().get(0);
		Headline headline = Headline.of(view, silence);
		Html html = start(view, headline);
		headline.write(html, view.moments());
		html.open("section", "class", "facing").element("h2", "Group " + plan.name());
		html.open("p").text("Runs " + Headline.interval(plan) + ".");
		if (plan.isDamped()) {
			html.text(" A check counts as failing after %d failures in a row, and as good again after %s."
				.formatted(plan.failures(), Words.count(plan.passes(), "pass", "passes")));
		}
		html.close();
		Verdict verdict = view.scene().verdict(plan);
		Tables.quiet(html, view, verdict);
		if (verdict.status() != Status.PASS) {
			html.open("p", "class", "reason").element("bdi", view.reason(verdict)).close();
		}
		Tables.runButton(html, view, plan.name(), view.links().group(plan.name()), plan.name());
		html.close();
		Troubles.write(html, view);
		Muted.write(html, view);
		Tables.checks(html, view, true);
		Tables.measurements(html, view);
		Tables.identity(html, view);
		Tables.changes(html, view, view.history().marks(view.scene().isInSight(view.details()), MAX_CHANGES));
		return end(html, view);
	}

	Html check(View view, CheckReport report, Duration silence) {
		Headline headline = Headline.of(report, view, silence);
		Html html = start(view, headline);
		headline.write(html, view.moments());
		Muted.write(html, view, report);
		String group = view.path().get(0);
		if (view.details()) {
			details(html, view, report, group);
		}
		else {
			Tables.runButton(html, view, group, view.links().check(group, report.id()), report.id());
		}
		Tables.identity(html, view);
		return end(html, view);
	}

	private static void details(Html html, View view, CheckReport report, String group) {
		List<HistoryMark> changes = view.history()
			.marks((mark) -> mark.kind() == Kind.START
					|| (mark.kind() == Kind.CHECK && mark.name().equals(report.id())), MAX_CHANGES);
		List<RunRecord> runs = view.history().runs(report.id());
		html.open("section", "class", "card trouble alone " + Words.style(report.status()), "data-key", "check");
		html.element("h2", "How it stands", "class", "hidden");
		Troubles.body(html, view, report);
		Tables.runButton(html, view, group, view.links().check(group, report.id()), report.id());
		html.close();
		CheckHistory past = view.history().past(report.id());
		if (past != null) {
			Past.write(html, view, past, changes);
		}
		findings(html, report);
		List<Series> all = view.history().measurements(report.id());
		if (!all.isEmpty()) {
			html.open("section", "class", "measurements").element("h2", "Measurements").open("ul", "class", "cards");
			all.forEach((series) -> {
				html.open("li", "class", "card measure");
				Tables.series(html, series);
				html.close();
			});
			html.close().close();
		}
		Tables.runs(html, view, runs.subList(0, Math.min(MAX_RUNS, runs.size())));
		Tables.changes(html, view, changes);
		definition(html, report.definition());
	}

	private static void findings(Html html, CheckReport report) {
		CompletedRun latest = report.latest();
		List<Finding> findings = (latest != null)
				? latest.result().findings().stream().filter((finding) -> finding != report.explanation()).toList()
				: List.of();
		if (findings.isEmpty()) {
			return;
		}
		html.open("section", "class", "findings")
			.element("h2", (report.explanation() != null) ? "Also found" : "Found by the latest run")
			.open("ul");
		for (Finding finding : findings) {
			html.open("li", "class", "card finding");
			Words.write(html, finding.status());
			Troubles.finding(html, finding);
			html.element("p", finding.code(), "class", "code").close();
		}
		html.close().close();
	}

	private static void definition(Html html, CheckDefinition definition) {
		html.open("section", "class", "identity definition").element("h2", "This check").open("dl", "class", "facts");
		Tables.fact(html, "Id", definition.id());
		Tables.fact(html, "Kind", definition.kind());
		Tables.fact(html, "Severity", Words.of(definition.severity()));
		Tables.fact(html, "Groups", String.join(", ", definition.groups().stream().sorted().toList()));
		Tables.fact(html, "Runs",
				(definition.interval() != null) ? "every " + Moments.span(definition.interval()) : "on request");
		if (definition.deadline() != null) {
			Tables.fact(html, "Deadline", Numbers.millis(definition.deadline()));
		}
		Tables.fact(html, "Only after", String.join(", ", definition.prerequisites()));
		html.close().close();
	}

	private Html start(View view, Headline headline) {
		Html html = Html.document();
		html.open("html", "lang", "en").open("head").empty("meta", "charset", "utf-8");
		html.element("title",
				Words.sign(headline.status()) + " " + headline.sentence() + " \u00b7 " + view.identity().app());
		html.empty("meta", "name", "viewport", "content", "width=device-width, initial-scale=1");
		html.empty("meta", "name", "color-scheme", "content", "light dark");
		html.empty("meta", "name", "robots", "content", "noindex");
		html.empty("link", "rel", "icon", "href", icon(headline.status()));
		html.inline(this.style).close();
		html.open("body").element("a", "Skip to the verdict", "class", "skip", "href", "#main");
		header(html, view);
		html.open("main", "id", "main", "tabindex", "-1");
		return html;
	}

	private static void header(Html html, View view) {
		html.open("header").open("nav", "aria-label", "Where you are").open("ol");
		html.open("li").open("a", "href", view.links().overview());
		html.element("bdi", view.identity().app()).close().close();
		for (int i = 0; i < view.path().size(); i++) {
			String name = view.path().get(i);
			boolean last = i + 1 == view.path().size();
			html.open("li");
			html.element("a", name, "href",
					(i == 0) ? view.links().group(name) : view.links().check(view.path().get(0), name), "aria-current",
					last ? "page" : null);
			html.close();
		}
		html.close().close();
		html.open("p", "class", "who").element("bdi", view.identity().version()).text(" \u00b7 ");
		html.element("bdi", view.identity().pod());
		if (!view.identity().role().equals("unknown")) {
			html.text(" \u00b7 " + view.identity().role());
		}
		html.close().close();
	}

	private Html end(Html html, View view) {
		html.close();
		html.open("footer").open("p", "id", "asof").text("As of ");
		view.moments().write(html, view.moments().now());
		html.text(". ").element("span", "Reload the page to see more.", "id", "live").close();
		html.open("p", "class", "actions");
		html.element("button", "Copy as text", "type", "button", "id", "copy", "data-url", "?as=text", "hidden", "");
		html.text(" ").element("a", "As text", "href", "?as=text").text(" ");
		html.element("a", "As JSON", "href", "?as=json&http=report").close();
		html.element("p", "", "id", "said", "class", "said", "role", "status").close();
		return html.inline(this.script).close().close();
	}

	private static String icon(Status status) {
		String colour = Objects.requireNonNull(Heartbeat.colour(status)).substring(1).toUpperCase(Locale.ROOT);
		return ("data:image/svg+xml,%%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 16 16'%%3E"
				+ "%%3Ccircle cx='8' cy='8' r='8' fill='%%23%s'/%%3E%%3Ctext x='8' y='12' font-size='11' "
				+ "font-family='sans-serif' font-weight='bold' text-anchor='middle' fill='%%23fff'%%3E%s%%3C/text%%3E%%3C/svg%%3E")
			.formatted(colour, Words.sign(status));
	}

}
