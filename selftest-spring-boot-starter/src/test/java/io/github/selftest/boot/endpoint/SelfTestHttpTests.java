package io.github.selftest.boot.endpoint;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.actuate.endpoint.Show;

import io.github.selftest.api.Status;
import io.github.selftest.boot.engine.CheckReport;
import io.github.selftest.boot.engine.Verdict;
import io.github.selftest.boot.touched.TouchedBean;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

/**
 * Tests for {@link SelfTestHttp}.
 */
class SelfTestHttpTests {

	private final FakeEngine engine = FakeEngine.passing();

	private final SelfTestHttp http = new SelfTestHttp(this.engine, Samples.identity(), new SelfTestEndpointProperties(
			Duration.ofSeconds(5), List.of("smoke", "continuous", "canary"), Show.WHEN_AUTHORIZED, Set.of()));

	@ParameterizedTest
	@CsvSource({ "PASS,,200", "WARN,,200", "FAIL,,424", "INCONCLUSIVE,,424", "INCONCLUSIVE,inconclusive=pass,200",
			"FAIL,inconclusive=pass,424", "PASS,http=gate,200", "FAIL,http=gate,424", "PASS,http=report,200",
			"WARN,http=report,200", "FAIL,http=report,200", "INCONCLUSIVE,http=report,200", "PASS,http=rollback,424",
			"WARN,http=rollback,424", "FAIL,http=rollback,200", "INCONCLUSIVE,http=rollback,424",
			"INCONCLUSIVE,http=rollback&inconclusive=pass,424" })
	void verdictAndModeMakeTheStatus(Status verdict, @Nullable String query, int status) {
		this.engine.put(Samples.verdict("canary", verdict));
		for (String method : List.of("GET", "HEAD", "POST")) {
			for (String[] path : new String[][] { { "canary" }, { "canary", "poolMain" } }) {
				SelfTestResponse response = answer(TestRequest.of(method, path).query(query));
				assertThat(response.status()).as("%s %s", method, String.join("/", path)).isEqualTo(status);
				assertThat(Samples.json(response.body())).containsEntry("verdict", verdict.name());
			}
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "http=gate", "http=report", "http=rollback" })
	void stoppedEngineIsUnavailableInEveryMode(String query) {
		this.engine.running = false;
		for (String method : List.of("GET", "HEAD", "POST")) {
			assertProblem(TestRequest.of(method, "canary").query(query), 503, "engine-stopped");
			assertProblem(TestRequest.of(method, "canary", "poolMain").query(query), 503, "engine-stopped");
		}
		assertProblem(TestRequest.get().query(query), 503, "engine-stopped");
		assertThat(this.engine.runs).isEmpty();
	}

	@Test
	void engineThatBreaksWhileAnsweringIsUnavailable() {
		this.engine.failure = new IllegalStateException("the password is hunter2");
		for (String[] path : new String[][] { {}, { "canary" }, { "canary", "poolMain" } }) {
			SelfTestResponse response = assertProblem(TestRequest.get(path).query("http=report"), 503, "engine-broken");
			assertThat(new String(response.body(), StandardCharsets.UTF_8)).doesNotContain("hunter2");
		}
	}

	@Test
	void engineThatWasNeverStartedIsUnavailable() {
		this.engine.running = false;
		this.engine.failure = new IllegalStateException("never started");
		assertProblem(TestRequest.get("canary"), 503, "engine-stopped");
	}

	@Test
	void runThatBreaksIsUnavailable() {
		this.engine.runsEnd = false;
		Waiting waiting = waiting(TestRequest.post("smoke"));
		this.engine.pending.get(0).completeExceptionally(new IllegalStateException("broken"));
		assertThat(waiting.response().join().status()).isEqualTo(503);
	}

	@Test
	void overviewListsWhatWasTouchedForThoseWhoMaySeeDetails() {
		TouchedBean bean = new TouchedBean("dataSource", "selftest.synthetic.read-only-connections", "read-only");
		Map<String, Object> entry = Map.of("what", "dataSource", "property", "selftest.synthetic.read-only-connections",
				"how", "read-only");
		OverviewDocument overview = new OverviewDocument(this.engine, Samples.identity(), List.of(bean));
		assertThat(overview.toMap(true)).containsEntry("touched", List.of(entry));
		assertThat(overview.toMap(false)).containsEntry("touched", List.of());
	}

	@Test
	void overviewShowsIdentityGroupsAndChecks() {
		SelfTestResponse response = answer(TestRequest.get());
		Map<String, Object> json = Samples.json(response.body());
		assertThat(response.status()).isEqualTo(200);
		assertThat(json).containsEntry("app", "orders").containsEntry("touched", List.of());
		assertThat(Samples.object(json, "groups")).containsOnlyKeys("smoke", "continuous", "canary", "deep");
		assertThat(Samples.object(json, "groups", "canary")).containsEntry("verdict", "PASS")
			.containsEntry("reason", "ok")
			.containsEntry("ageSeconds", 1.0)
			.containsEntry("intervalSeconds", 10.0)
			.containsEntry("checkCount", 1);
		assertThat(Samples.object(json, "checks", "poolMain")).containsEntry("verdict", "PASS")
			.containsEntry("value", 0.42)
			.containsEntry("kind", "pool");
	}

	@Test
	void withoutTheRightToDetailsChecksAreEmptyWhileVerdictReasonAndFailedIdsStay() {
		this.engine.put(Samples.verdict("canary", Status.FAIL));
		assertThat(json(TestRequest.get().withoutDetails())).containsEntry("checks", Map.of());
		assertThat(json(TestRequest.get("canary").withoutDetails())).containsEntry("checks", Map.of())
			.containsEntry("verdict", "FAIL")
			.containsEntry("reason", "poolMain: Pool 'main' is slow")
			.containsEntry("failed", List.of("poolMain"));
		assertThat(json(TestRequest.get("canary", "poolMain").withoutDetails())).containsEntry("verdict", "FAIL")
			.containsEntry("findings", List.of())
			.containsEntry("measurements", List.of())
			.containsEntry("recent", List.of());
	}

	@ParameterizedTest
	@CsvSource({ "'',full", "http=report,compact", "http=rollback,full", "detail=compact,compact",
			"http=report&detail=full,full" })
	void detailDependsOnTheModeUnlessItIsAskedFor(String query, String detail) {
		Map<String, Object> check = Samples.object(json(TestRequest.get("canary").query(query)), "checks", "poolMain");
		if (detail.equals("full")) {
			assertThat(check).containsKey("title");
		}
		else {
			assertThat(check).containsOnly(entry("verdict", "PASS"), entry("value", 0.42), entry("limit", 0.9));
		}
	}

	@Test
	void unknownParametersAreIgnored() {
		assertThat(answer(TestRequest.get("canary").query("_=1712345678&cb=a%20b&flag&&=")).status()).isEqualTo(200);
	}

	private SelfTestResponse answer(TestRequest request) {
		Answer answer = this.http.answer(request.build());
		assertThat(answer).isInstanceOf(SelfTestResponse.class);
		return (SelfTestResponse) answer;
	}

	private Waiting waiting(TestRequest request) {
		Answer answer = this.http.answer(request.build());
		assertThat(answer).isInstanceOf(Waiting.class);
		return (Waiting) answer;
	}

	private Map<String, Object> json(TestRequest request) {
		return Samples.json(answer(request).body());
	}

	private Map<String, Object> problem(TestRequest request, int status) {
		SelfTestResponse response = answer(request);
		assertThat(response.status()).isEqualTo(status);
		return Samples.json(response.body());
	}

	private SelfTestResponse assertProblem(TestRequest request, int status, String error) {
		SelfTestResponse response = answer(request);
		assertThat(response.status()).isEqualTo(status);
		assertThat(Samples.json(response.body())).containsEntry("status", status)
			.containsEntry("error", error)
			.containsKeys("path", "observed", "expected");
		return response;
	}

	@Nested
	class Headers {

		@ParameterizedTest
		@CsvSource({ "GET,,false", "HEAD,,false", "GET,http=gate,false", "GET,http=report,true",
				"HEAD,http=rollback,true", "POST,,true", "GET,http=report&wait=abc,true", "GET,http=nonsense,false",
				"PUT,,true" })
		void answerToAControllerIsTheLastOfItsConnection(String method, @Nullable String query, boolean last) {
			assertThat(answer(TestRequest.of(method, "canary").query(query)).isLast()).isEqualTo(last);
		}

		@Test
		void problemsHaveTheNegotiatedType() {
			String vendor = "application/vnd.spring-boot.actuator.v3+json";
			assertThat(answer(TestRequest.get("nope").accept(vendor)).contentType()).isEqualTo(vendor);
			assertThat(answer(TestRequest.get("nope").accept("text/html")).contentType()).isEqualTo("application/json");
		}

	}

	@Nested
	class Problems {

		@Test
		void unknownGroupNamesTheKnownOnes() {
			assertThat(problem(TestRequest.get("smokey"), 404)).containsOnly(entry("status", 404),
					entry("error", "unknown-group"), entry("path", "/smokey"), entry("observed", "smokey"),
					entry("expected", "one of smoke, continuous, canary, deep"));
		}

		@Test
		void unknownCheckNamesTheKnownOnes() {
			assertThat(problem(TestRequest.get("smoke", "poolX"), 404)).containsEntry("error", "unknown-check")
				.containsEntry("observed", "poolX")
				.containsEntry("expected", "one of poolMain");
		}

		@Test
		void unknownCheckNamesNoneToThoseWhoMayNotSeeThem() {
			assertThat(problem(TestRequest.get("smoke", "poolX").withoutDetails(), 404)).containsEntry("expected",
					"one of the checks of group 'smoke'");
		}

		@Test
		void unknownGroupOfACheckIsToldAsSuch() {
			assertThat(problem(TestRequest.get("nope", "poolMain"), 404)).containsEntry("error", "unknown-group")
				.containsEntry("path", "/nope/poolMain");
		}

		@Test
		void deeperPathIsUnknown() {
			assertThat(problem(TestRequest.get("smoke", "poolMain", "more"), 404)).containsEntry("error",
					"unknown-path");
		}

		@Test
		void emptySegmentIsUnknown() {
			assertThat(problem(TestRequest.get(""), 404)).containsEntry("error", "unknown-group");
			assertThat(problem(TestRequest.get("smoke", ""), 404)).containsEntry("error", "unknown-check");
		}

		@Test
		void whatWasSeenIsCutAndHoldsNoMarkup() {
			Map<String, Object> problem = problem(
					TestRequest.get("<script>alert('\"')</script>&\r\n\u202e" + "x".repeat(500)), 404);
			assertThat((String) problem.get("observed")).hasSize(100).doesNotContainPattern("[<>&\\p{Cntrl}\u202e]");
			assertThat((String) problem.get("path")).hasSize(100).doesNotContainPattern("[<>&\\p{Cntrl}\u202e]");
		}

		@Test
		void listOfTheKnownIsBounded() {
			for (int i = 0; i < 100; i++) {
				SelfTestHttpTests.this.engine.put(Samples.verdict("group-%d".formatted(i), Status.PASS));
			}
			assertThat((String) problem(TestRequest.get("nope"), 404).get("expected")).hasSizeLessThanOrEqualTo(400);
		}

		@ParameterizedTest
		@ValueSource(strings = { "OPTIONS", "PUT", "PATCH", "DELETE", "TRACE", "PROPFIND", "get" })
		void otherMethodsAreNotAllowed(String method) {
			assertAllows(TestRequest.of(method, "smoke"), "GET, HEAD, POST", "method-not-allowed");
			assertAllows(TestRequest.of(method, "smoke", "poolMain"), "GET, HEAD, POST", "method-not-allowed");
			assertAllows(TestRequest.of(method, "smoke").readOnly(), "GET, HEAD", "method-not-allowed");
			assertAllows(TestRequest.of(method), "GET, HEAD", "method-not-allowed");
		}

		@Test
		void overviewIsNotRun() {
			assertAllows(TestRequest.post(), "GET, HEAD", "method-not-allowed");
		}

		@Test
		void readOnlyAccessAllowsNoRun() {
			assertAllows(TestRequest.post("smoke").readOnly(), "GET, HEAD", "read-only");
			assertThat(SelfTestHttpTests.this.engine.runs).isEmpty();
		}

		@ParameterizedTest
		@ValueSource(strings = { "cross-site", "same-site", "CROSS-SITE", "anything", "" })
		void pagesOfOtherSitesMayNotRun(String fetchSite) {
			assertProblem(TestRequest.post("smoke").fetchSite(fetchSite), 403, "cross-site");
			assertThat(SelfTestHttpTests.this.engine.runs).isEmpty();
		}

		@ParameterizedTest
		@ValueSource(strings = { "same-origin", "none" })
		void ownPagesMayRun(String fetchSite) {
			assertThat(answer(TestRequest.post("smoke").fetchSite(fetchSite)).status()).isEqualTo(200);
		}

		@Test
		void pagesOfOtherSitesMayRead() {
			assertThat(answer(TestRequest.get("smoke").fetchSite("cross-site")).status()).isEqualTo(200);
		}

		@Test
		void groupsThatAreNotOpenAreNotRun() {
			assertThat(problem(TestRequest.post("deep"), 403)).containsEntry("error", "group-not-open")
				.containsEntry("observed", "deep")
				.containsEntry("expected", "a group of 'selftest.endpoint.post-groups': smoke, continuous, canary");
			assertProblem(TestRequest.post("deep", "poolMain"), 403, "group-not-open");
			assertThat(SelfTestHttpTests.this.engine.runs).isEmpty();
		}

		@ParameterizedTest
		@ValueSource(strings = { "text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x",
				"application/xml", "nonsense", "*/*", "application/jsonp", "application/json, text/plain" })
		void bodiesOfOtherTypesAreRefused(String contentType) {
			assertThat(problem(TestRequest.post("smoke").contentType(contentType), 415)).containsEntry("observed",
					contentType);
		}

		@ParameterizedTest
		@ValueSource(strings = { "application/json", "application/json;charset=utf-8", "APPLICATION/JSON",
				"application/cloudevents+json", "application/vnd.spring-boot.actuator.v3+json", " " })
		void jsonBodiesAreLetPass(String contentType) {
			assertThat(answer(TestRequest.post("smoke").contentType(contentType)).status()).isEqualTo(200);
		}

		@ParameterizedTest
		@CsvSource(delimiter = '|',
				value = { "http=yes|http|yes|gate, report, rollback", "http=|http||gate, report, rollback",
						"http|http||gate, report, rollback", "http=REPORT|http|REPORT|gate, report, rollback",
						"detail=some|detail|some|full, compact", "inconclusive=fail|inconclusive|fail|pass",
						"http=gate&http=gate|http|given more than once|given at most once",
						"wait=1&wait=2|wait|given more than once|given at most once",
						"wait=%zz|wait|%zz|percent signs that are followed by two hexadecimal digits",
						"x=%|x|%|percent signs that are followed by two hexadecimal digits",
						"wait=abc|wait|abc|a duration of at most 8s, such as 8, 8s, 500ms or PT8S",
						"wait=10h|wait|10h|a duration of at most 8s, such as 8, 8s, 500ms or PT8S" })
		void badParametersAreNamedWithWhatWasSeenAndExpected(String query, String parameter, @Nullable String observed,
				String expected) {
			for (TestRequest request : List.of(TestRequest.get("smoke"), TestRequest.get("smoke", "poolMain"),
					TestRequest.get())) {
				assertThat(problem(request.query(query), 400)).containsEntry("error", "bad-parameter")
					.containsEntry("parameter", parameter)
					.containsEntry("observed", (observed != null) ? observed : "")
					.containsEntry("expected", expected);
			}
		}

		@Test
		void firstOfSeveralProblemsIsTold() {
			TestRequest request = TestRequest.post("nope")
				.query("wait=abc")
				.contentType("text/plain")
				.fetchSite("cross-site");
			SelfTestHttpTests.this.engine.running = false;
			assertProblem(request, 404, "unknown-group");
			assertProblem(with(TestRequest.post("deep").readOnly()), 405, "read-only");
			assertProblem(with(TestRequest.post("deep")), 403, "cross-site");
			assertProblem(with(TestRequest.post("deep")).fetchSite(null), 403, "group-not-open");
			assertProblem(with(TestRequest.post("smoke")).fetchSite(null), 415, "unsupported-content-type");
			assertProblem(with(TestRequest.post("smoke")).fetchSite(null).contentType(null), 400, "bad-parameter");
			assertProblem(TestRequest.post("smoke"), 503, "engine-stopped");
		}

		private TestRequest with(TestRequest request) {
			return request.query("wait=abc").contentType("text/plain").fetchSite("cross-site");
		}

		private void assertAllows(TestRequest request, String allowed, String error) {
			SelfTestResponse response = assertProblem(request, 405, error);
			assertThat(response.headers().get("Allow")).isEqualTo(allowed);
		}

	}

	@Nested
	class Runs {

		@Test
		void postRunsTheGroupAndAnswersItsVerdict() {
			assertThat(json(TestRequest.post("smoke"))).containsEntry("group", "smoke")
				.containsEntry("verdict", "PASS");
			assertThat(SelfTestHttpTests.this.engine.runs).containsExactly("smoke PT5S");
		}

		@Test
		void postRunsTheCheckAndAnswersItsReport() {
			assertThat(json(TestRequest.post("smoke", "poolMain"))).containsEntry("check", "poolMain");
			assertThat(SelfTestHttpTests.this.engine.runs).containsExactly("smoke/poolMain PT5S");
		}

		@Test
		void getAndHeadRunNothing() {
			answer(TestRequest.get("smoke"));
			answer(TestRequest.get("smoke", "poolMain"));
			answer(TestRequest.of("HEAD", "smoke"));
			answer(TestRequest.get());
			assertThat(SelfTestHttpTests.this.engine.runs).isEmpty();
		}

		@Test
		void postWaitsForTheRun() {
			SelfTestHttpTests.this.engine.runsEnd = false;
			Waiting waiting = waiting(TestRequest.post("smoke"));
			assertThat(waiting.atMost()).isEqualTo(Duration.ofSeconds(8));
			assertThat(waiting.response()).isNotDone();
			complete(Samples.verdict("smoke", Status.FAIL));
			assertThat(waiting.response().join().status()).isEqualTo(424);
		}

		@Test
		void callerWhoseWaitEndsFirstIsToldThatTheGroupIsRunning() {
			SelfTestHttpTests.this.engine.runsEnd = false;
			CheckReport running = Samples.running(Samples.report("poolMain", Status.PASS));
			SelfTestHttpTests.this.engine.put(Samples.verdict("smoke", Status.PASS, "ok", running));
			SelfTestResponse response = waiting(TestRequest.post("smoke")).responseNow();
			assertThat(response.status()).isEqualTo(424);
			assertThat(Samples.json(response.body())).containsEntry("verdict", "INCONCLUSIVE")
				.containsEntry("rawVerdict", "INCONCLUSIVE")
				.containsEntry("reason", "running")
				.containsEntry("inconclusive", List.of("poolMain"))
				.containsEntry("inconclusiveCount", 1)
				.containsEntry("pass", false)
				.containsEntry("fail", false)
				.containsEntry("score", 0.0);
			assertThat(SelfTestHttpTests.this.engine.pending.get(0)).isCancelled();
		}

		@Test
		void callerWhoseWaitEndsFirstIsToldThatTheCheckIsRunning() {
			SelfTestHttpTests.this.engine.runsEnd = false;
			SelfTestResponse response = waiting(TestRequest.post("smoke", "poolMain").query("http=report"))
				.responseNow();
			assertThat(response.status()).isEqualTo(200);
			assertThat(Samples.json(response.body())).containsEntry("verdict", "INCONCLUSIVE")
				.containsEntry("reason", "running")
				.containsEntry("running", true);
		}

		@ParameterizedTest
		@CsvSource({ "inconclusive=pass,200", "http=report,200", "http=rollback,424" })
		void runningFollowsTheTable(String query, int status) {
			SelfTestHttpTests.this.engine.runsEnd = false;
			assertThat(waiting(TestRequest.post("smoke").query(query)).responseNow().status()).isEqualTo(status);
		}

		@Test
		void noWaitAtAllStartsTheRunAndAnswersAtOnce() {
			SelfTestHttpTests.this.engine.runsEnd = false;
			assertThat(json(TestRequest.post("smoke").query("wait=0"))).containsEntry("reason", "running");
			assertThat(SelfTestHttpTests.this.engine.runs).hasSize(1);
		}

		@Test
		void postWaitsAtMostTwoMinutes() {
			SelfTestHttpTests.this.engine.runsEnd = false;
			assertThat(waiting(TestRequest.post("smoke").query("wait=2m")).atMost()).isEqualTo(Duration.ofMinutes(2));
			assertProblem(TestRequest.post("smoke").query("wait=121"), 400, "bad-parameter");
		}

		@Test
		void engineThatStopsInTheMiddleOfARunIsUnavailable() {
			SelfTestHttpTests.this.engine.runsEnd = false;
			Waiting waiting = waiting(TestRequest.post("smoke"));
			SelfTestHttpTests.this.engine.running = false;
			complete(Samples.verdict("smoke", Status.INCONCLUSIVE));
			assertThat(waiting.response().join().status()).isEqualTo(503);
		}

		@SuppressWarnings("unchecked")
		private void complete(Verdict verdict) {
			((CompletableFuture<Verdict>) SelfTestHttpTests.this.engine.pending.get(0)).complete(verdict);
		}

	}

	@Nested
	class LongPolls {

		@Test
		void conclusiveVerdictIsAnsweredAtOnce() {
			assertThat(answer(TestRequest.get("smoke").query("wait=8")).status()).isEqualTo(200);
			assertThat(SelfTestHttpTests.this.engine.waiting).isEmpty();
		}

		@Test
		void inconclusiveVerdictIsWaitedFor() {
			SelfTestHttpTests.this.engine.put(Samples.verdict("canary", Status.INCONCLUSIVE));
			Waiting waiting = waiting(TestRequest.get("canary").query("wait=8s"));
			assertThat(waiting.atMost()).isEqualTo(Duration.ofSeconds(8));
			SelfTestHttpTests.this.engine.conclude(Samples.verdict("canary", Status.FAIL));
			assertThat(waiting.response().join().status()).isEqualTo(424);
		}

		@Test
		void waitInVainIsAnsweredWithTheVerdictAsItIs() {
			SelfTestHttpTests.this.engine.put(Samples.verdict("canary", Status.INCONCLUSIVE));
			Waiting waiting = waiting(TestRequest.get("canary").query("wait=8s&inconclusive=pass"));
			SelfTestResponse response = waiting.responseNow();
			assertThat(response.status()).isEqualTo(200);
			assertThat(Samples.json(response.body())).containsEntry("verdict", "INCONCLUSIVE")
				.containsEntry("inconclusive", List.of("poolMain"));
			assertThat(SelfTestHttpTests.this.engine.waiting.get(0)).isCancelled();
		}

		@Test
		void withoutWaitInconclusiveIsAnsweredAtOnce() {
			SelfTestHttpTests.this.engine.put(Samples.verdict("canary", Status.INCONCLUSIVE));
			assertThat(answer(TestRequest.get("canary")).status()).isEqualTo(424);
			assertThat(answer(TestRequest.get("canary").query("wait=0")).status()).isEqualTo(424);
		}

		@Test
		void checkIsWaitedForWithItsGroup() {
			SelfTestHttpTests.this.engine.put(Samples.verdict("canary", Status.INCONCLUSIVE));
			Waiting waiting = waiting(TestRequest.get("canary", "poolMain").query("wait=8"));
			SelfTestHttpTests.this.engine.conclude(Samples.verdict("canary", Status.PASS));
			assertThat(Samples.json(waiting.response().join().body())).containsEntry("check", "poolMain")
				.containsEntry("verdict", "PASS");
		}

		@Test
		void engineThatStopsMeanwhileIsUnavailable() {
			SelfTestHttpTests.this.engine.put(Samples.verdict("canary", Status.INCONCLUSIVE));
			Waiting waiting = waiting(TestRequest.get("canary").query("wait=8s"));
			SelfTestHttpTests.this.engine.running = false;
			assertThat(waiting.responseNow().status()).isEqualTo(503);
		}

	}

}
