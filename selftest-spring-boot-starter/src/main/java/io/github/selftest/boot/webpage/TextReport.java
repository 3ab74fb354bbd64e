package io.github.selftest.boot.webpage;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Predicate;

import org.jspecify.annotations.Nullable;

import io.github.selftest.api.Finding;
import io.github.selftest.api.Status;
import io.github.selftest.boot.engine.CheckReport;
import io.github.selftest.boot.engine.CompletedRun;
import io.github.selftest.boot.engine.GroupPlan;
import io.github.selftest.boot.engine.HistoryMark;
import io.github.selftest.boot.engine.Mute;
import io.github.selftest.boot.engine.RunRecord;
import io.github.selftest.boot.engine.Verdict;

/**
 * The page as plain text, to be pasted where an incident is talked about. Short: what
 * passes is counted and not listed.
 */
final class TextReport {

	private static final int MAX_CHANGES = 10;

	private static final int MAX_TROUBLES = 20;

	private final StringBuilder out = new StringBuilder();

	private final View view;

	private TextReport(View view) {
		this.view = view;
	}

	static String of(View view, Duration silence) {
		TextReport report = new TextReport(view);
		report.head(Headline.of(view, silence));
		report.groups();
		report.mutes(view.scene().mutes());
		if (view.details()) {
			view.scene().troubles().stream().limit(MAX_TROUBLES).forEach(report::trouble);
			report.waiting(view.scene().waiting());
		}
		report.changes(view.scene().isInSight(view.details()));
		return report.out.toString();
	}

	static String of(View view, CheckReport check, Duration silence) {
		TextReport report = new TextReport(view);
		report.head(Headline.of(check, view, silence));
		report.mutes(view.scene().mutes(check));
		if (view.details()) {
			report.trouble(check);
			report.measurements(check.latest());
			for (RunRecord run : view.history().runs(check.id()).stream().limit(MAX_CHANGES).toList()) {
				report.line("%s  %s  %s  %s".formatted(view.moments().at(run.startedAt()), run.status(),
						Numbers.millis(run.duration()), run.summary()));
			}
		}
		return report.out.toString();
	}

	private void head(Headline headline) {
		line("%s: %s".formatted(headline.status(), headline.sentence()));
		line("%s %s, pod %s, role %s, up %s".formatted(this.view.identity().app(), this.view.identity().version(),
				this.view.identity().pod(), this.view.identity().role(), Moments.span(this.view.identity().uptime())));
		line("as of %s%s%s".formatted(this.view.moments().at(this.view.moments().now()), since(headline.since()),
				(headline.age() != null) ? ", oldest result " + Moments.span(headline.age()) + " old" : ""));
		if (headline.waiting() != null) {
			line(headline.waiting());
		}
		if (headline.doubt() != null) {
			line(headline.doubt());
		}
	}

	private String since(@Nullable Instant since) {
		return (since != null) ? ", since " + withAge(since) : "";
	}

	private String withAge(Instant instant) {
		return this.view.moments().at(instant) + " (" + this.view.moments().ago(instant) + ")";
	}

	private void groups() {
		line("");
		for (GroupPlan plan : this.view.scene().plans()) {
			Verdict verdict = this.view.scene().verdict(plan);
			if (!verdict.checks().isEmpty()) {
				line("%-12s %-12s %s".formatted(plan.name(), verdict.status(),
						(verdict.status() != Status.PASS) ? this.view.reason(verdict)
								: Words.count(verdict.checks().size(), "check", "checks") + muted(verdict)));
			}
		}
	}

	private static String muted(Verdict verdict) {
		String checks = verdict.muted().isEmpty() ? "" : ", " + verdict.muted().size() + " muted";
		return checks + ((verdict.mute() != null) ? ", alerts muted" : "");
	}

	private void mutes(List<Mute> mutes) {
		if (!mutes.isEmpty()) {
			line("");
			mutes.stream().limit(MAX_TROUBLES).forEach((mute) -> line(Muted.line(this.view, mute)));
		}
	}

	private void trouble(CheckReport report) {
		line("");
		line("%s %s (%s, %s)".formatted(report.status(), report.definition().title(), report.id(), say(report)));
		Finding finding = report.explanation();
		if (finding != null) {
			line("  %s [%s]".formatted(finding.message(), finding.code()));
			labelled("observed", finding.observed());
			labelled("expected", finding.expected());
			labelled("what to do", finding.remedy());
		}
		labelled("since", (report.since() != null) ? withAge(report.since()) : null);
		labelled("last good", (report.lastPass() != null) ? withAge(report.lastPass()) : "never seen by this process");
		labelled("run-book", report.definition().runBook());
	}

	private void waiting(List<CheckReport> waiting) {
		if (!waiting.isEmpty()) {
			line("");
			line("%s too little yet:".formatted(Words.count(waiting.size(), "check has seen", "checks have seen")));
			waiting.stream().limit(MAX_TROUBLES).forEach((report) -> labelled(report.id(), message(report)));
		}
	}

	private static @Nullable String message(CheckReport report) {
		Finding finding = report.explanation();
		return (finding != null) ? finding.message() : null;
	}

	private static String say(CheckReport report) {
		if (report.mute() != null) {
			return "muted";
		}
		return Scene.counts(report) ? Words.of(report.definition().severity()) : "no say in the verdict";
	}

	private void measurements(@Nullable CompletedRun run) {
		if (run != null) {
			run.result()
				.measurements()
				.forEach((measurement) -> labelled(measurement.name(),
						Numbers.text(measurement.value(), measurement.unit())));
			line("");
		}
	}

	private void labelled(String label, @Nullable String value) {
		if (value != null) {
			line("  %s: %s".formatted(label, value));
		}
	}

	private void changes(Predicate<HistoryMark> wanted) {
		line("");
		for (HistoryMark mark : this.view.history().marks(wanted, MAX_CHANGES)) {
			String at = this.view.moments().at(mark.at());
			line((mark.kind() == HistoryMark.Kind.START) ? "%s  started %s".formatted(at, mark.name())
					: "%s  %s %s -> %s".formatted(at, mark.name(), (mark.before() != null) ? mark.before() : "new",
							mark.now()));
		}
	}

	private void line(String text) {
		text.codePoints().map((character) -> isFit(character) ? character : ' ').forEach(this.out::appendCodePoint);
		this.out.append('\n');
	}

	private static boolean isFit(int character) {
		return switch (Character.getType(character)) {
			case Character.CONTROL, Character.FORMAT, Character.SURROGATE, Character.LINE_SEPARATOR,
					Character.PARAGRAPH_SEPARATOR, Character.UNASSIGNED ->
				false;
			default -> character != '\u00a0';
		};
	}

}
