package io.github.selftest.boot.check.security;

import java.util.List;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.mock.env.MockEnvironment;

import io.github.selftest.api.CheckResult;
import io.github.selftest.api.Finding;
import io.github.selftest.api.FindingError;
import io.github.selftest.api.Status;
import io.github.selftest.boot.check.TestCheckContext;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.tuple;

/**
 * Tests of what is seen in the answers of a real service, which stands behind a proxy or
 * not.
 */
@Timeout(60)
class AnswersCheckTests {

	@SuppressWarnings("NullAway.Init")
	private static ConfigurableApplicationContext plain;

	@SuppressWarnings("NullAway.Init")
	private static ConfigurableApplicationContext behindProxy;

	@BeforeAll
	static void start() {
		plain = TestPages.start();
		behindProxy = TestPages.start("server.forward-headers-strategy=native");
	}

	@AfterAll
	static void stop() {
		plain.close();
		behindProxy.close();
	}

	@Test
	void passWithAllHeadersAndFlags() {
		CheckResult result = run(behindProxy, "/safe");
		assertThat(result.status()).isEqualTo(Status.PASS);
		assertThat(result.findings()).extracting(Finding::code)
			.containsExactly("security.header-nosniff", "security.header-hsts", "security.header-referrer-policy",
					"security.header-framing", "security.header-version", "security.cookie-secure",
					"security.cookie-http-only", "security.cookie-same-site");
	}

	@Test
	void warnOfAllThatIsMissing() {
		CheckResult result = run(behindProxy, "/unsafe");
		assertThat(result.status()).isEqualTo(Status.WARN);
		assertThat(result.findings()).extracting(Finding::status, Finding::code, Finding::observed)
			.containsExactly(tuple(Status.WARN, "security.header-nosniff", "another value"),
					tuple(Status.WARN, "security.header-hsts", "no such header"),
					tuple(Status.PASS, "security.header-referrer-policy", "no such header"),
					tuple(Status.WARN, "security.header-framing", "neither"),
					tuple(Status.WARN, "security.header-version", "a version number"),
					tuple(Status.WARN, "security.cookie-secure", "cookie 'id' without it"),
					tuple(Status.WARN, "security.cookie-http-only", "cookie 'id' without it"),
					tuple(Status.WARN, "security.cookie-same-site", "cookie 'id' without it"));
	}

	@Test
	void sayWhatIsExpectedAndWhatMendsIt() {
		assertThat(run(plain, "/unsafe").findings()).filteredOn((finding) -> finding.status() == Status.WARN)
			.isNotEmpty()
			.allSatisfy((finding) -> {
				assertThat(finding.message()).contains("GET '/unsafe'");
				assertThat(finding.expected()).isNotBlank();
				assertThat(finding.remedy()).isNotBlank();
			});
	}

	@Test
	void publishNoValueOfAHeaderNorACookie() {
		for (String path : List.of("/safe", "/unsafe", "/csrf", "/unsafe?token=" + TestPages.SECRET)) {
			assertThat(SecurityRuns.text(run(behindProxy, path))).doesNotContain(TestPages.SECRET);
		}
	}

	@Test
	void expectNothingOfTlsWhereThereIsNone() {
		assertThat(run(plain, "/unsafe").findings()).extracting(Finding::code)
			.doesNotContain("security.header-hsts", "security.cookie-secure");
	}

	@Test
	void expectNoFramingOfAnAnswerThatIsNoPage() {
		assertThat(run(plain, "/json").findings()).extracting(Finding::code)
			.containsExactly("security.header-nosniff", "security.header-version");
	}

	@Test
	void acceptACsrfTokenForScriptsAndACookieThatIsDeleted() {
		CheckResult result = run(plain, "/csrf");
		assertThat(SecurityRuns.only(result, SecurityRule.COOKIE_SAME_SITE).status()).isEqualTo(Status.PASS);
		assertThat(SecurityRuns.of(result, SecurityRule.COOKIE_HTTP_ONLY)).isEmpty();
	}

	@Test
	void sayOnceWhatIsKeptAndForEachPathWhatIsBroken() {
		CheckResult result = run(plain, "/safe", "/json", "/unsafe");
		assertThat(SecurityRuns.of(result, SecurityRule.HEADER_NOSNIFF)).hasSize(2)
			.allSatisfy((finding) -> assertThat(finding.status()).isEqualTo(Status.WARN));
		assertThat(SecurityRuns.of(run(plain, "/safe", "/safe"), SecurityRule.HEADER_NOSNIFF)).hasSize(1);
	}

	@Test
	void areInconclusiveAboutAPathThatIsNotThere() {
		CheckResult result = run(plain, "/nowhere");
		assertThat(result.status()).isEqualTo(Status.INCONCLUSIVE);
		assertThat(result.findings()).singleElement().satisfies((finding) -> {
			assertThat(finding.code()).isEqualTo("security.answer-unclear");
			assertThat(finding.observed()).isEqualTo("404");
		});
	}

	@Test
	void areInconclusiveWhenTheServiceListensOnNoPort() {
		AnswersCheck check = check(plain, "/safe");
		FindingError error = catchThrowableOfType(FindingError.class,
				() -> check.run(TestCheckContext.of(check.definition()).withServiceOf(new MockEnvironment())));
		assertThat(error.finding().status()).isEqualTo(Status.INCONCLUSIVE);
		assertThat(error.finding().code()).isEqualTo("security.no-server");
	}

	@Test
	void sendOneGetForEachPath() {
		List<String> requests = TestPages.requests(plain);
		requests.clear();
		run(plain, "/safe", "/json");
		assertThat(requests).containsExactly("GET /safe", "GET /json");
	}

	private static CheckResult run(ConfigurableApplicationContext service, String... paths) {
		AnswersCheck check = check(service, paths);
		return check.run(TestCheckContext.of(check.definition()).withServiceOf(service.getEnvironment()));
	}

	private static AnswersCheck check(ConfigurableApplicationContext service, String... paths) {
		return new AnswersCheck(ProbePath.all("paths", List.of(paths)),
				new Visitor(new Settings(service.getEnvironment())), new IgnoredRules(List.of()));
	}

}
