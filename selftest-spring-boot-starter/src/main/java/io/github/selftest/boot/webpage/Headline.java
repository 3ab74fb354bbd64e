package io.github.selftest.boot.webpage;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

import org.jspecify.annotations.Nullable;

import io.github.selftest.api.Finding;
import io.github.selftest.api.Status;
import io.github.selftest.boot.engine.CheckReport;
import io.github.selftest.boot.engine.GroupPlan;
import io.github.selftest.boot.engine.Verdict;

/**
 * The verdict in a sentence, since when, and how old it is.
 *
 * @param status the state
 * @param sentence the sentence
 * @param since when the state began, {@code null} if it isn't known
 * @param age the age of the oldest result, {@code null} without one
 * @param waiting what is waited for, {@code null} if nothing is
 * @param doubt what speaks against believing it, {@code null} if nothing does
 */
record Headline(Status status, String sentence, @Nullable Instant since, @Nullable Duration age,
		@Nullable String waiting, @Nullable String doubt) {

	private static final Duration LONGEST_SILENCE = Duration.ofSeconds(15);

	static Headline of(View view, Duration silence) {
		Scene scene = view.scene();
		return new Headline(scene.status(), sentence(view) + muted(scene), scene.since(), scene.age(), waiting(view),
				doubt(scene, silence));
	}

	static Headline of(CheckReport report, View view, Duration silence) {
		boolean ran = report.latest() != null;
		String title = "\u201c" + (view.details() ? report.definition().title() : report.id()) + "\u201d ";
		String verb = report.isWaiting() ? "has seen too little yet" : verb(report.status());
		return new Headline(report.status(), title + (ran ? verb : "has not run yet") + muted(report, view.scene()),
				report.since(), ran ? view.scene().age(report) : null, null, doubt(view.scene(), silence));
	}

	private static String muted(Scene scene) {
		String checks = (scene.muted() > 0) ? ", " + scene.muted() + " muted" : "";
		List<String> groups = scene.plans().stream().map(GroupPlan::name).toList();
		if (groups.stream().noneMatch(scene::isSilent)) {
			return checks;
		}
		return checks + (groups.stream().allMatch(scene::isSilent) ? ", alerts muted" : ", some alerts muted");
	}

	private static String muted(CheckReport report, Scene scene) {
		if (report.mute() != null) {
			return ", muted";
		}
		return scene.isSilent(report) ? ", alerts muted" : "";
	}

	private static String sentence(View view) {
		Scene scene = view.scene();
		if (!view.details()) {
			return ofGroups(scene);
		}
		List<CheckReport> deciding = scene.counting(scene.status());
		return switch (scene.status()) {
			case PASS -> "All is well" + (scene.waitingGroups().isEmpty() ? ": " : " so far: ")
					+ Words.count(scene.passing(), "check passes", "checks pass");
			case WARN -> warning(scene);
			case FAIL -> deciding.isEmpty() ? "Too few checks pass" : many(deciding, "fails", "checks fail");
			case INCONCLUSIVE ->
				deciding.isEmpty() ? nothing(scene) : many(deciding, "could not find out", "checks could not find out");
		};
	}

	private static String nothing(Scene scene) {
		if (!scene.waitingGroups().isEmpty()) {
			return "Too little was seen yet";
		}
		return scene.isAllMuted() ? "Nothing is known" : "Nothing is known yet";
	}

	private static String warning(Scene scene) {
		List<CheckReport> failing = scene.counting(Status.FAIL);
		List<CheckReport> warning = scene.counting(Status.WARN);
		if (failing.isEmpty()) {
			return "It works, but " + many(warning, "warns", "checks warn");
		}
		return "It works, but " + many(failing, "fails", "checks fail");
	}

	private static String many(List<CheckReport> reports, String one, String several) {
		return (reports.size() == 1) ? "\u201c" + reports.get(0).definition().title() + "\u201d " + one
				: reports.size() + " " + several;
	}

	private static String ofGroups(Scene scene) {
		List<String> names = scene.plans()
			.stream()
			.map(scene::verdict)
			.filter((verdict) -> !verdict.checks().isEmpty() && verdict.status() == scene.status())
			.map(Verdict::group)
			.toList();
		return switch (scene.status()) {
			case PASS -> scene.waitingGroups().isEmpty() ? "All is well" : "All is well so far";
			case WARN -> "It works, with warnings";
			case FAIL ->
				(names.size() == 1) ? "Group \u201c" + names.get(0) + "\u201d fails" : names.size() + " groups fail";
			case INCONCLUSIVE ->
				scene.waitingGroups().isEmpty() ? "Nothing is known for certain" : "Too little was seen yet";
		};
	}

	private static String verb(Status status) {
		return switch (status) {
			case PASS -> "passes";
			case WARN -> "passes with a warning";
			case FAIL -> "fails";
			case INCONCLUSIVE -> "could not find out";
		};
	}

	private static @Nullable String waiting(View view) {
		List<String> groups = view.scene().waitingGroups();
		if (groups.isEmpty()) {
			return null;
		}
		List<CheckReport> checks = view.details() ? view.scene().waiting() : List.of();
		Finding finding = checks.isEmpty() ? null : checks.get(0).explanation();
		String names = "\u201c" + String.join("\u201d, \u201c", groups) + "\u201d ";
		return names + ((groups.size() == 1) ? "waits" : "wait") + " for more to judge by"
				+ ((finding != null) ? ". " + finding.message() : "") + ".";
	}

	private static @Nullable String doubt(Scene scene, Duration silence) {
		if (silence.compareTo(LONGEST_SILENCE) > 0) {
			return "The engine has not looked at its checks for " + Moments.span(silence)
					+ ". What you see here is old.";
		}
		return scene.isAnyStale() ? "Some results are too old to be evidence." : null;
	}

	/**
	 * Write it as the head of a page.
	 * @param html where to write it
	 * @param moments the moment of the page
	 */
	void write(Html html, Moments moments) {
		html.open("section", "class", "hero " + Words.style(this.status), "aria-labelledby", "verdict", "data-key",
				"hero");
		html.element("span", Words.sign(this.status), "class", "sign", "aria-hidden", "true");
		html.open("div");
		html.open("h1", "id", "verdict").open("bdi").text(this.sentence).close().close();
		html.open("p", "class", "when");
		if (this.since != null) {
			html.text("Since ");
			moments.writeWithAge(html, this.since);
		}
		if (this.age != null) {
			html.text((this.since != null) ? " \u00b7 " : "").text("oldest result ");
			html.element("b", Moments.span(this.age) + " old");
		}
		html.close();
		if (this.waiting != null) {
			html.open("p", "class", "waiting").element("bdi", this.waiting).close();
		}
		if (this.doubt != null) {
			html.element("p", this.doubt, "class", "doubt");
		}
		html.close().close();
	}

	static String interval(GroupPlan plan) {
		return (plan.interval() != null) ? "every " + Moments.span(plan.interval())
				: (plan.runWhenReady() ? "at start and on request" : "on request");
	}

}
