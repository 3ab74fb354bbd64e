package io.github.selftest.boot.check.httpcache;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.Timeout;
import org.springframework.context.ConfigurableApplicationContext;

import io.github.selftest.api.CheckDefinition;
import io.github.selftest.api.CheckResult;
import io.github.selftest.api.Finding;
import io.github.selftest.api.Groups;
import io.github.selftest.api.Measurement;
import io.github.selftest.api.Severity;
import io.github.selftest.api.Status;
import io.github.selftest.boot.check.ResponseLifetimes;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests of the checks against a whole service on Tomcat.
 */
@Timeout(60)
@TestInstance(Lifecycle.PER_CLASS)
class HttpCacheCheckTests {

	private static final String NO_POLICY_FOR_404 = "WARN cc-notfound-heuristic";

	private ConfigurableApplicationContext service;

	@BeforeAll
	void start() {
		String[] names = { "page", "bare", "broken", "redirect", "hanging", "changing", "session" };
		Stream<String> resources = Stream.of(names).map((name) -> "resources.%1$s.path=/%1$s".formatted(name));
		Stream<String> more = Stream.of("tier=deep", "timeout=1500ms", "resources.by-id.path=/pages/{id}",
				"resources.hourly.path=/page", "resources.hourly.tier=basic", "resources.hourly.expect.min-ttl=1h",
				"resources.ignored.path=/page", "resources.ignored.missing-path=/page/nothing",
				"ignore[0].rule=cc-notfound-heuristic", "ignore[0].reason=no cache in front",
				"ignore[0].until=2999-12-31", "ignore[0].resource=ignored", "ignore[1].rule=etag-stable",
				"ignore[1].reason=until the rewrite", "ignore[1].until=2001-01-01", "ignore[1].resource=ignored");
		String[] properties = Stream.concat(resources, more)
			.map((property) -> CacheHost.PREFIX + property)
			.toArray(String[]::new);
		this.service = CacheHost.onTomcat(
				Stream
					.concat(Stream.of(properties), Stream.of("logging.level.org.apache.catalina=OFF",
							"selftest.loopback.max-requests-per-second=10000"))
					.toArray(String[]::new));
	}

	@AfterAll
	void stop() {
		this.service.close();
	}

	@Test
	void findsNothingWrongOnAPageThatIsCachedWell() throws Exception {
		CheckResult result = run("httpCachePage");
		assertThat(CacheRuns.bad(result)).containsExactly(NO_POLICY_FOR_404);
		assertThat(result.measurements()).extracting(Measurement::name)
			.containsExactly("plainFirstByte", "notModifiedFirstByte", "requests");
	}

	@Test
	void tellsOtherKindsForHowLongCachesMayGoOnWithAnAnswer() throws Exception {
		ResponseLifetimes lifetimes = this.service.getBean(ResponseLifetimes.class);
		for (String id : new String[] { "httpCacheHourly", "httpCacheBare", "httpCacheBroken", "httpCacheChanging" }) {
			run(id);
		}
		assertThat(lifetimes.longest("hourly")).contains(Duration.ofMinutes(1));
		assertThat(lifetimes.longest("changing")).contains(Duration.ZERO);
		assertThat(lifetimes.longest("bare")).as("leaves caches to guess").isEmpty();
		assertThat(lifetimes.longest("broken")).as("answers 500").isEmpty();
		assertThat(lifetimes.longest("nobody")).isEmpty();
	}

	@Test
	void saysByWhichTheResourceIsRecognised() throws Exception {
		assertThat(CacheRuns.of(run("httpCachePage"), "fingerprint")).singleElement()
			.satisfies((finding) -> assertThat(finding.observed())
				.matches("policy [0-9a-f]{12}, etag W/\"v1\", last-modified none, body [0-9a-f]{12}"));
	}

	@Test
	void warnsAboutAStockHandlerAndDoesNotFail() throws Exception {
		assertThat(CacheRuns.bad(run("httpCacheBare"))).containsExactly("WARN validator-present",
				"WARN cc-explicit-policy", NO_POLICY_FOR_404);
	}

	@Test
	void judgesNoContentThatChangesByItself() throws Exception {
		CheckResult result = run("httpCacheChanging");
		assertThat(CacheRuns.of(result, "body-unsteady")).hasSize(1);
		assertThat(result.status()).isEqualTo(Status.WARN);
	}

	@Test
	void failsOnARouteThatFails() throws Exception {
		assertThat(run("httpCacheBroken").findings()).first()
			.hasToString("FAIL http-cache.status-usable: '/broken': the service fails (G)");
	}

	@Test
	void warnsOnARedirect() throws Exception {
		assertThat(CacheRuns.bad(run("httpCacheRedirect"))).containsExactly("WARN status-usable");
	}

	@Test
	void failsOnARouteThatHangsAndAsksItOnce() throws Exception {
		CheckResult result = run("httpCacheHanging");
		assertThat(CacheRuns.bad(result)).containsExactly("FAIL unanswered");
		assertThat(result.measurements()).singleElement().hasToString("requests 1.0 count");
	}

	@Test
	void holdsThePromiseOfTheAuthor() throws Exception {
		assertThat(CacheRuns.bad(run("httpCacheHourly"))).containsExactly("FAIL fresh-lifetime-expected");
	}

	@Test
	void ignoresARuleForOneResourceAndATime() throws Exception {
		CheckResult result = run("httpCacheIgnored");
		assertThat(CacheRuns.of(result, "cc-notfound-heuristic")).singleElement().satisfies((finding) -> {
			assertThat(finding.status()).isEqualTo(Status.PASS);
			assertThat(finding.message()).endsWith("ignored until 2999-12-31: no cache in front");
		});
	}

	@Test
	void warnsAboutARuleThatIsIgnoredForTooLong() throws Exception {
		assertThat(CacheRuns.of(run("httpCacheIgnored"), "ignore-expired")).singleElement().satisfies((finding) -> {
			assertThat(finding.status()).isEqualTo(Status.WARN);
			assertThat(finding.message()).contains("'etag-stable'", "2001-01-01", "until the rewrite");
			assertThat(LocalDate.parse(String.valueOf(finding.observed()))).isAfter("2001-01-01");
		});
	}

	@Test
	void asksForARouteWithTheValuesOfItsVariables() throws Exception {
		CheckResult result = run("httpCacheById");
		assertThat(CacheRuns.bad(result)).containsExactly(NO_POLICY_FOR_404);
		assertThat(CacheRuns.of(result, "fingerprint")).singleElement()
			.satisfies((finding) -> assertThat(finding.message()).contains("'/pages/a%20b'"));
	}

	@Test
	void asksForTheRouteOfAnAnnotatedHandler() throws Exception {
		assertThat(CacheRuns.bad(run("httpCachePageById"))).containsExactly(NO_POLICY_FOR_404);
	}

	@Test
	void isInconclusiveWithoutAValueForAVariable() throws Exception {
		assertThat(CacheRuns.bad(run("httpCacheUnknownOther"))).containsExactly("INCONCLUSIVE no-path");
	}

	@Test
	void listsTheRoutesThatNoResourceCoversAndCallsNone() throws Exception {
		CheckResult result = run("httpCacheRoutes");
		assertThat(result.findings()).singleElement()
			.hasToString("PASS http-cache.route-policy-coverage: 3 of 12 GET routes have no resource: "
					+ "/dated, /late-tag, /reads-language");
		assertThat(result.measurements()).singleElement().hasToString("uncoveredRoutes 3.0 count");
	}

	@Test
	void probesNoRouteThatIsNeitherDeclaredNorAnnotated() throws Exception {
		assertThat(CacheRuns.ids(this.service)).doesNotContain("httpCacheLateTag", "httpCacheReadsLanguage")
			.containsOnlyOnce("httpCachePageById");
	}

	@Test
	void runsOnRequestAndTheBasicTierAroundTheClock() throws Exception {
		CheckDefinition deep = CacheRuns.check(this.service, "httpCachePage").definition();
		CheckDefinition basic = CacheRuns.check(this.service, "httpCacheHourly").definition();
		assertThat(deep.groups()).containsExactly(Groups.DEEP);
		assertThat(deep.severity()).isEqualTo(Severity.DEGRADING);
		assertThat(deep.kind()).isEqualTo("http-cache");
		assertThat(basic.groups()).containsExactlyInAnyOrder(Groups.DEEP, Groups.CONTINUOUS);
		assertThat(basic.interval()).hasMinutes(15);
	}

	@Test
	void findsTheSameEachTime() throws Exception {
		List<String> first = texts(run("httpCacheBare"));
		assertThat(texts(run("httpCacheBare"))).isEqualTo(first);
	}

	@Test
	void costsLessThanAMillisecondOfProcessorTimeAProbe() throws Exception {
		for (int i = 0; i < 15; i++) {
			run("httpCachePage");
		}
		long start = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
		double requests = 0;
		for (int i = 0; i < 10; i++) {
			requests += run("httpCachePage").measurements().get(2).value();
		}
		double nanos = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - start;
		assertThat(nanos / requests).isLessThan(1e6);
	}

	private CheckResult run(String id) throws Exception {
		return CacheRuns.run(this.service, id);
	}

	private static List<String> texts(CheckResult result) {
		return result.findings().stream().map(Finding::toString).toList();
	}

}
