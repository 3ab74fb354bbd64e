package io.github.selftest.boot.webpage;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.TimeZone;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.github.selftest.api.CheckDefinition;
import io.github.selftest.api.CheckResult;
import io.github.selftest.api.Finding;
import io.github.selftest.api.Measurement;
import io.github.selftest.api.Severity;
import io.github.selftest.api.StateChanged;
import io.github.selftest.api.StateChanged.Subject;
import io.github.selftest.api.Status;
import io.github.selftest.boot.endpoint.EndpointView.Form;
import io.github.selftest.boot.endpoint.EndpointView.Seen;
import io.github.selftest.boot.endpoint.EndpointView.Shown;
import io.github.selftest.boot.engine.CheckReport;
import io.github.selftest.boot.engine.HistoryMark;
import io.github.selftest.boot.engine.HistoryMark.Kind;
import io.github.selftest.boot.identity.TestIdentity;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link WebpageView}.
 */
class WebpageViewTests {

	private static final String MARKUP = "<script>alert('1')</script><img src=x onerror=alert(2)>";

	private final PageRecorder recorder = new PageRecorder();

	@Test
	void saysWhatFailsWithAllThatHelps() {
		CheckDefinition definition = CheckDefinition.builder("poolMain")
			.title("Pool of the shop")
			.runBook("https://runbooks.example/pool")
			.build();
		String page = overview(new StillEngine(StillEngine.report(definition,
				Finding.fail("pool.acquire-slow", "Pool 'shop' is slow")
					.withValues("612 ms", "at most 500 ms")
					.withRemedy("Raise the size")),
				StillEngine.report("queueMail", Status.PASS)));
		assertThat(text(page)).containsSubsequence("\u201cPool of the shop\u201d fails",
				"Since 04:56:07 UTC (10 min ago)", "oldest result 43 s old", "To look at", "Pool 'shop' is slow",
				"Observed", "612 ms", "Expected", "at most 500 ms", "What to do:", "Raise the size",
				"Run-book: https://runbooks.example/pool", "last good 04:55:07 UTC (11 min ago)", "5 failures in a row",
				"Groups", "Checks", "This instance", "orders-7c9f6d-abcde");
	}

	@Test
	void saysThatAllIsWell() {
		String page = overview(
				new StillEngine(StillEngine.report("a", Status.PASS), StillEngine.report("b", Status.PASS)));
		assertThat(page).contains("<title>\u2713 All is well: 2 checks pass \u00b7 orders</title>")
			.doesNotContain("To look at");
	}

	@Test
	void serviceThatNobodyHasComeToIsWellSoFar() {
		StillEngine engine = new StillEngine(StillEngine.report("a", Status.PASS), waiting("sloSuccessRate"));
		String page = text(overview(engine));
		assertThat(page)
			.containsSubsequence("All is well so far: 1 check passes",
					"\u201ccontinuous\u201d waits for more to judge by. Requests of users: 0 seen, 30 more needed.",
					"Has seen too little yet", "sloSuccessRate", "Requests of users: 0 seen, 30 more needed")
			.doesNotContain("could not find out", "To look at");
		assertThat(show(engine, WebpageView.TEXT, "", true, Set.of())).startsWith("PASS: All is well so far")
			.contains("continuous   INCONCLUSIVE", "1 check has seen too little yet:",
					"  sloSuccessRate: Requests of users: 0 seen");
		assertThat(text(show(engine, WebpageView.PAGE, "", false, Set.of())))
			.contains("All is well so far", "\u201ccontinuous\u201d waits for more to judge by.")
			.doesNotContain("Requests of users");
	}

	@Test
	void groupThatWaitsIsNoPassOnItsOwnPageAndNoAlarmEither() {
		StillEngine engine = new StillEngine(StillEngine.report("a", Status.PASS), waiting("sloSuccessRate"));
		assertThat(show(engine, WebpageView.TEXT, "continuous", true, Set.of()))
			.startsWith("INCONCLUSIVE: Too little was seen yet");
		assertThat(text(show(engine, WebpageView.PAGE, "continuous", true, Set.of()))).doesNotContain("To look at");
		assertThat(show(engine, WebpageView.BADGE, "continuous", true, Set.of())).contains("unknown");
		assertThat(text(show(engine, WebpageView.PAGE, "continuous/sloSuccessRate", true, Set.of())))
			.contains("\u201csloSuccessRate\u201d has seen too little yet");
	}

	@Test
	void nothingIsWellWhereNothingIsKnownButThatItWaits() {
		assertThat(show(new StillEngine(waiting("sloSuccessRate")), WebpageView.TEXT, "", true, Set.of()))
			.startsWith("INCONCLUSIVE: Too little was seen yet");
	}

	@Test
	void waitingHidesNoTroubleBesideIt() {
		CheckDefinition pool = CheckDefinition.builder("poolMain").title("Pool").build();
		StillEngine timeout = new StillEngine(StillEngine.report("a", Status.PASS), waiting("sloSuccessRate"),
				StillEngine.report(pool, Finding.inconclusive("pool.connection-dead", "The pool did not answer")));
		assertThat(text(overview(timeout))).containsSubsequence("\u201cPool\u201d could not find out", "To look at",
				"The pool did not answer", "Has seen too little yet");
		StillEngine both = new StillEngine(StillEngine.report("a", Status.PASS),
				StillEngine.report(CheckDefinition.builder("sloRoute").title("Route").build(),
						CheckResult.of(Finding.inconclusive("slo.few-samples", "0 seen"),
								Finding.inconclusive("slo.objective", "there is no registry"))));
		assertThat(text(overview(both))).contains("\u201cRoute\u201d could not find out");
	}

	private static CheckReport waiting(String id) {
		return StillEngine.report(CheckDefinition.builder(id).build(),
				Finding.inconclusive("slo.few-samples", "Requests of users: 0 seen, 30 more needed"));
	}

	@Test
	void whatHasNoSayDoesNotMakeTheHeadline() {
		CheckDefinition lint = CheckDefinition.builder("lint").title("A lint").severity(Severity.INFO).build();
		String page = overview(new StillEngine(StillEngine.report("a", Status.PASS),
				StillEngine.report(lint, Finding.warn("lint.x", "Have a look"))));
		assertThat(text(page)).contains("Noted, without a say in the verdict").doesNotContain("To look at");
	}

	@Test
	void saysThatNothingIsKnownYet() {
		assertThat(overview(new StillEngine(StillEngine.neverRun("a")))).contains("Nothing is known yet",
				"not run yet");
	}

	@Test
	void saysThatTheEngineIsSilent() {
		StillEngine engine = new StillEngine(StillEngine.report("a", Status.PASS));
		engine.silence = Duration.ofMinutes(3);
		assertThat(text(overview(engine))).contains("has not looked at its checks for 3 min");
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "continuous", "continuous/a" })
	void markupIsShownAndNotObeyed(String path) {
		CheckDefinition definition = CheckDefinition.builder("a").title(MARKUP).runBook("javascript:alert(3)").build();
		StillEngine engine = new StillEngine(StillEngine.report(definition,
				Finding.fail("a.b", MARKUP).withValues(MARKUP, MARKUP).withRemedy(MARKUP)));
		engine.marks.add(new HistoryMark(StillEngine.NOW, Kind.START, MARKUP, null, null));
		engine.mute(Set.of(), Set.of("continuous"), MARKUP, MARKUP);
		String page = show(engine, WebpageView.PAGE, path, true, Set.of());
		assertThat(page).contains("&lt;script&gt;alert(&#39;1&#39;)").doesNotContain("<img", "<script>alert");
		assertThat(page.split("<script", -1)).hasSize(2);
		assertThat(page).doesNotContain("href=\"javascript:").contains("javascript:alert(3)");
	}

	@ParameterizedTest
	@ValueSource(strings = { "page", "text" })
	void openDoorsAreNotToldToStrangers(String form) {
		CheckDefinition definition = CheckDefinition.builder("signIn").kind("security").build();
		StillEngine engine = new StillEngine(StillEngine.report(definition,
				Finding.fail("security.default-password", "'admin' may sign in").withValues("admin:admin", "no")));
		engine.reason = "signIn: 'admin' may sign in";
		engine.marks.add(mark(Kind.GROUP, "continuous", Status.PASS, Status.FAIL));
		for (String path : List.of("", "continuous")) {
			String stranger = show(engine, form(form), path, false, Set.of());
			assertThat(stranger).contains("signIn").doesNotContain("admin");
			assertThat(show(engine, form(form), path, true, Set.of())).contains("admin");
		}
	}

	private static Form form(String name) {
		return name.equals("page") ? WebpageView.PAGE : WebpageView.TEXT;
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "continuous", "continuous/a" })
	void hashesAreThoseOfTheStyleAndTheScript(String path) throws Exception {
		StillEngine engine = new StillEngine(StillEngine.report("a", Status.FAIL));
		Shown shown = view(engine).show(WebpageView.PAGE, seen(path, true, Set.of("continuous")));
		String page = new String(shown.body(), StandardCharsets.UTF_8);
		assertThat(shown.headers().get("Content-Security-Policy")).isEqualTo("default-src 'none'; style-src "
				+ hash("style", page) + "; script-src " + hash("script", page)
				+ "; connect-src 'self'; img-src data:; base-uri 'none'; form-action 'self'; frame-ancestors 'none'");
		assertThat(shown.headers()).containsEntry("X-Content-Type-Options", "nosniff")
			.containsEntry("Referrer-Policy", "no-referrer");
		assertThat(page).doesNotContain(" style=\"", " onclick", " src=\"");
	}

	@Test
	void hugeValueIsANumberLikeAnyOther() {
		CheckResult result = CheckResult.of(List.of(Finding.pass("a.b", "fine")),
				List.of(Measurement.of("ordersAMinute", 1e308, "count").withLimit(1e307)));
		CheckReport report = StillEngine.report(CheckDefinition.builder("a").build(), result);
		this.recorder.runCompleted(report.definition(), java.util.Objects.requireNonNull(report.latest()));
		String page = overview(new StillEngine(report));
		assertThat(text(page)).contains("1e308", "orders a minute").doesNotContain("NaN", "Infinity");
	}

	@Test
	void hundredsOfChecksAreListed() {
		StillEngine engine = new StillEngine(IntStream.range(0, 300)
			.mapToObj((i) -> StillEngine.report("check" + i, (i % 10 == 0) ? Status.FAIL : Status.PASS))
			.toArray(CheckReport[]::new));
		IntStream.range(0, 300)
			.forEach((i) -> engine.histories.put("check" + i,
					IntStream.range(0, 60)
						.mapToObj((minute) -> StillEngine.run(Status.PASS, Duration.ofMinutes(minute)))
						.toList()));
		String page = overview(engine);
		assertThat(page.split("<tr data-key", -1)).hasSize(301);
		assertThat(text(page)).contains("30 checks fail", "And 10 more, in the table below.");
		assertThat(page.length()).as("bytes of a page of 300 checks").isLessThan(400_000);
	}

	@Test
	void timesDoNotDependOnTheZoneOfTheHost() {
		TimeZone before = TimeZone.getDefault();
		StillEngine engine = new StillEngine(StillEngine.report("a", Status.FAIL));
		String expected = overview(engine);
		engine.zone = ZoneId.of("Asia/Kolkata");
		try {
			TimeZone.setDefault(TimeZone.getTimeZone("America/St_Johns"));
			assertThat(overview(engine)).isEqualTo(expected);
		}
		finally {
			TimeZone.setDefault(before);
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "continuous", "continuous/poolMain" })
	void whoMaySeeNoDetailsSeesVerdicts(String path) {
		CheckDefinition definition = CheckDefinition.builder("poolMain").title("Secret title").build();
		StillEngine engine = new StillEngine(
				StillEngine.report(definition, Finding.fail("a.b", "Secret message").withValues("Secret value", "x")));
		engine.marks.add(mark(Kind.CHECK, "poolMain", Status.PASS, Status.FAIL));
		engine.mute(Set.of(), Set.of("continuous"), "Secret reason", "Secret author");
		for (Form form : view(engine).forms(seen(path, false, Set.of()).path())) {
			assertThat(show(engine, form, path, false, Set.of())).containsAnyOf("fails", "FAIL")
				.doesNotContain("Secret");
		}
	}

	@Test
	void buttonIsThereForWhatMayBeRun() {
		StillEngine engine = new StillEngine(StillEngine.report("a", Status.PASS));
		assertThat(show(engine, WebpageView.PAGE, "", true, Set.of("continuous")))
			.contains("data-run=\"./selftest/continuous\"", "Run continuous now")
			.doesNotContain("Run deep now");
		assertThat(overview(engine)).doesNotContain("data-run=\"");
		assertThat(show(engine, WebpageView.PAGE, "continuous/a", true, Set.of("continuous")))
			.contains("data-run=\"../../selftest/continuous/a\"");
		assertThat(show(engine, WebpageView.PAGE, "continuous/a", true, Set.of("smoke"))).doesNotContain("data-run=\"");
	}

	@Test
	void linksHoldWhateverIsInFront() {
		StillEngine engine = new StillEngine(StillEngine.report("a", Status.PASS));
		assertThat(overview(engine)).contains("href=\"./selftest/continuous/a\"");
		assertThat(show(engine, WebpageView.PAGE, "continuous", true, Set.of()))
			.contains("href=\"../selftest/continuous/a\"", "href=\"../selftest\"");
		assertThat(show(engine, WebpageView.PAGE, "continuous/a", true, Set.of()))
			.contains("href=\"../../selftest/continuous\"", "href=\"../../selftest\"");
	}

	@Test
	void startsAndChangesAreTold() {
		StillEngine engine = new StillEngine(StillEngine.report("a", Status.FAIL));
		engine.marks.add(new HistoryMark(StillEngine.NOW, Kind.CHECK, "a", null, Status.PASS));
		engine.marks
			.add(new HistoryMark(StillEngine.NOW.minusSeconds(60), Kind.GROUP, "continuous", Status.PASS, Status.FAIL));
		engine.marks.add(new HistoryMark(StillEngine.NOW.minusSeconds(90), Kind.START, "1.4.2", null, null));
		String page = text(overview(engine));
		assertThat(page.substring(page.indexOf("Changes")))
			.containsSubsequence("05:05:07 UTC", "group continuous", "passes", "fails", "05:04:37 UTC",
					"started version 1.4.2")
			.doesNotContain("05:06:07 UTC a");
	}

	@Test
	void saysWhatIsMutedAndUntilWhenAndWhy() {
		StillEngine engine = new StillEngine(StillEngine.report("a", Status.PASS), StillEngine.report("b", Status.FAIL))
			.mute(Set.of("b"), Set.of(), "supplier is down, OPS-17", "ada");
		String page = overview(engine);
		assertThat(text(page)).containsSubsequence("All is well: 1 check passes, 1 muted", "Muted",
				"check 'b' until 07:06:07 UTC (for another 2 h)", "supplier is down, OPS-17", "By ada", "It is slow",
				"Groups", "1 check is muted", "Checks", "muted");
		assertThat(text(page)).doesNotContain("To look at");
		assertThat(show(engine, WebpageView.TEXT, "", true, Set.of())).startsWith("PASS: ")
			.contains("MUTED check 'b' until 07:06:07 UTC", "by ada: supplier is down, OPS-17", "(b, muted)",
					"2 checks, 1 muted");
	}

	@ParameterizedTest
	@ValueSource(strings = { "continuous", "continuous/b" })
	void pageOfWhatIsMutedSaysSo(String path) {
		StillEngine engine = new StillEngine(StillEngine.report("b", Status.FAIL)).mute(Set.of("b"), Set.of(),
				"supplier is down", "ada");
		assertThat(text(show(engine, WebpageView.PAGE, path, true, Set.of()))).contains(" muted",
				"check 'b' until 07:06:07 UTC", "supplier is down", "By ada");
		assertThat(show(engine, WebpageView.TEXT, path, true, Set.of())).contains("by ada: supplier is down");
	}

	@Test
	void groupOfWhichAlertsAreMutedStillFails() {
		StillEngine engine = new StillEngine(StillEngine.report("b", Status.FAIL)).mute(Set.of(), Set.of("continuous"),
				"move", "ada");
		assertThat(text(show(engine, WebpageView.PAGE, "continuous", true, Set.of()))).containsSubsequence(
				"fails, alerts muted", "no alerts until 07:06:07 UTC", "To look at", "Muted",
				"group 'continuous' until");
		assertThat(text(overview(engine))).contains("fails, some alerts muted");
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "continuous", "continuous/b" })
	void strangersAreToldOnlyThatSomethingIsMutedAndUntilWhen(String path) {
		StillEngine engine = new StillEngine(StillEngine.report("b", Status.FAIL)).mute(Set.of("b"), Set.of(),
				"Secret reason", "Secret author");
		String page = text(show(engine, WebpageView.PAGE, path, false, Set.of()));
		assertThat(page).contains("Something is muted until 07:06:07 UTC (for another 2 h)")
			.doesNotContain("Secret", "check 'b'", "It is slow", "By ");
		assertThat(show(engine, WebpageView.TEXT, path, false, Set.of())).contains("MUTED something until 07:06:07 UTC")
			.doesNotContain("Secret", "check 'b'", "slow");
	}

	@Test
	void muteIsShownWithinHalfASecond() {
		StillEngine engine = new StillEngine(StillEngine.report("b", Status.FAIL));
		WebpageView view = view(engine);
		Shown first = view.show(WebpageView.PAGE, seen("", true, Set.of()));
		engine.mute(Set.of("b"), Set.of(), "move", "ada");
		engine.nanos += Duration.ofMillis(500).toNanos();
		assertThat(view.show(WebpageView.PAGE, seen("", true, Set.of()))).isNotSameAs(first);
	}

	@Test
	void pageOfACheckTellsItsPast() {
		StillEngine engine = new StillEngine(StillEngine.report("a", Status.PASS));
		engine.histories.put("a", IntStream.range(0, 120)
			.mapToObj(
					(minute) -> StillEngine.run((minute == 90) ? Status.FAIL : Status.PASS, Duration.ofMinutes(minute)))
			.toList());
		String page = show(engine, WebpageView.PAGE, "continuous/a", true, Set.of());
		assertThat(page).contains("aria-label=\"Last hour: 60 minutes passes", "aria-label=\"Last 24 hours: ",
				"aria-label=\"Last 30 days: ");
		assertThat(text(page)).containsSubsequence("History", "Last hour", "Uptime 100 %", "Last 24 hours",
				"Uptime 99.16 %", "reachability 100 %", "1 failed", "Last 30 days", "Uptime 99.16 %", "steady",
				"not flaky: 2 alternations", "Last failure 03:36:07 UTC", "First run");
	}

	@Test
	void whatNeverFailedIsNotProven() {
		StillEngine engine = new StillEngine(StillEngine.report("a", Status.PASS));
		engine.histories.put("a", List.of(StillEngine.run(Status.PASS, Duration.ofMinutes(1))));
		assertThat(text(show(engine, WebpageView.PAGE, "continuous/a", true, Set.of())))
			.contains("never failed, so never proven");
		assertThat(text(show(engine, WebpageView.PAGE, "continuous/a", false, Set.of()))).doesNotContain("never failed",
				"Uptime");
	}

	@Test
	void listOfChecksAsksOnceForThePastOfEach() {
		StillEngine engine = new StillEngine(StillEngine.report("a", Status.PASS),
				StillEngine.report("b", Status.PASS));
		overview(engine);
		assertThat(engine.pasts).hasValue(2);
	}

	@Test
	void textIsFitForAnIncidentChannel() {
		CheckDefinition definition = CheckDefinition.builder("poolMain").title("Pool\u001b[31m").build();
		String text = show(new StillEngine(StillEngine.report(definition,
				Finding.fail("pool.acquire-slow", "Pool 'shop' is slow").withValues("612 ms", "at most 500 ms"))),
				WebpageView.TEXT, "", true, Set.of());
		assertThat(text).startsWith("FAIL: ")
			.contains("orders 1.4.2, pod orders-7c9f6d-abcde", "  observed: 612 ms\n", "  expected: at most 500 ms\n")
			.doesNotContain("\u001b", "<");
	}

	@Test
	void badgeSaysItInWords() {
		StillEngine engine = new StillEngine(StillEngine.report("a", Status.FAIL));
		assertThat(show(engine, WebpageView.BADGE, "continuous", true, Set.of()))
			.startsWith("<svg xmlns=\"http://www.w3.org/2000/svg\"")
			.contains("aria-label=\"orders continuous: fails\"", "\u2715 fails", "#cf222e");
	}

	@Test
	void manyOpenPagesAreWrittenOnce() {
		StillEngine engine = new StillEngine(StillEngine.report("a", Status.FAIL));
		WebpageView view = view(engine);
		Shown first = view.show(WebpageView.PAGE, seen("", true, Set.of()));
		for (int i = 0; i < 50; i++) {
			assertThat(view.show(WebpageView.PAGE, seen("", true, Set.of()))).isSameAs(first);
		}
		assertThat(engine.looks).hasValue(1);
		assertThat(view.show(WebpageView.PAGE, seen("", false, Set.of()))).isNotSameAs(first);
		engine.nanos += Duration.ofMillis(2900).toNanos();
		assertThat(view.show(WebpageView.PAGE, seen("", true, Set.of()))).isSameAs(first);
		engine.nanos += Duration.ofMillis(100).toNanos();
		assertThat(view.show(WebpageView.PAGE, seen("", true, Set.of()))).isNotSameAs(first);
	}

	@Test
	void whatHappensIsShownWithinHalfASecond() {
		StillEngine engine = new StillEngine(StillEngine.report("a", Status.FAIL));
		WebpageView view = view(engine);
		Shown first = view.show(WebpageView.PAGE, seen("", true, Set.of()));
		this.recorder
			.stateChanged(new StateChanged(Subject.CHECK, "a", Status.PASS, Status.FAIL, "slow", StillEngine.NOW));
		engine.nanos += Duration.ofMillis(500).toNanos();
		assertThat(view.show(WebpageView.PAGE, seen("", true, Set.of()))).isNotSameAs(first);
	}

	@Test
	void recorderKeepsABoundedPast() {
		CheckDefinition definition = CheckDefinition.builder("a").build();
		for (int i = 0; i < 1000; i++) {
			CheckResult result = CheckResult.of(List.of(), List.of(Measurement.of("n" + (i % 20), i, "count")));
			this.recorder.runCompleted(definition,
					java.util.Objects.requireNonNull(StillEngine.report(definition, result).latest()));
		}
		assertThat(this.recorder.series("a")).hasSize(6)
			.allSatisfy((series) -> assertThat(series.values()).hasSizeLessThanOrEqualTo(PageRecorder.MAX_VALUES));
		this.recorder.planChanged(List.of());
		assertThat(this.recorder.series("a")).isEmpty();
	}

	private static HistoryMark mark(Kind kind, String name, Status before, Status now) {
		return new HistoryMark(StillEngine.NOW, kind, name, before, now);
	}

	private static String hash(String tag, String page) throws Exception {
		Matcher element = Pattern.compile("<%s>(.*?)</%s>".formatted(tag, tag), Pattern.DOTALL).matcher(page);
		assertThat(element.find()).isTrue();
		byte[] digest = MessageDigest.getInstance("SHA-256").digest(element.group(1).getBytes(StandardCharsets.UTF_8));
		return "'sha256-" + Base64.getEncoder().encodeToString(digest) + "'";
	}

	private String overview(StillEngine engine) {
		return show(engine, WebpageView.PAGE, "", true, Set.of());
	}

	private String show(StillEngine engine, Form form, String path, boolean details, Set<String> runnable) {
		return new String(view(engine).show(form, seen(path, details, runnable)).body(), StandardCharsets.UTF_8);
	}

	private WebpageView view(StillEngine engine) {
		return new WebpageView(engine, TestIdentity.of("orders", "1.4.2", "orders-7c9f6d-abcde", "7c9f6d"),
				new PageHistory(engine, this.recorder), () -> "selftest");
	}

	private static Seen seen(String path, boolean details, Set<String> runnable) {
		return new Seen(path.isEmpty() ? List.of() : List.of(path.split("/")), details, runnable);
	}

	private static String text(String page) {
		return page.replaceAll("(?s)<(style|script)>.*?</\\1>", "")
			.replaceAll("<[^>]*>", " ")
			.replace("&#39;", "'")
			.replaceAll("[\\s\u00a0]+", " ")
			.replace("( ", "(");
	}

}
