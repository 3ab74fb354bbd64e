package io.github.selftest.boot.check.security;

import java.util.List;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.mock.env.MockEnvironment;

import io.github.selftest.api.CheckResult;
import io.github.selftest.api.Finding;
import io.github.selftest.api.FindingError;
import io.github.selftest.api.Status;
import io.github.selftest.boot.check.BuiltInCheck;
import io.github.selftest.boot.check.TestCheckContext;
import io.github.selftest.boot.check.security.SecurityCheckProperties.SignIn.Style;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/**
 * Tests of the checks of protected paths, error answers and default passwords against a
 * real service.
 */
@Timeout(60)
class ProbesTests {

	private static final IgnoredRules NOTHING_IGNORED = new IgnoredRules(List.of());

	@SuppressWarnings("NullAway.Init")
	private static ConfigurableApplicationContext service;

	@BeforeAll
	static void start() {
		service = TestPages.start();
	}

	@AfterAll
	static void stop() {
		service.close();
	}

	@ParameterizedTest
	@CsvSource({ "/basic, PASS, protected-path-open", "/guarded, PASS, protected-path-open",
			"/json, FAIL, protected-path-open", "/nowhere, INCONCLUSIVE, answer-unclear",
			"/elsewhere, INCONCLUSIVE, answer-unclear" })
	void protectedPathsAskForASignIn(String path, Status status, String rule) {
		Finding finding = only(run(protectedPath(path)));
		assertThat(finding.status()).isEqualTo(status);
		assertThat(finding.code()).isEqualTo("security." + rule);
		assertThat(finding.message()).contains("GET '" + path + "'");
	}

	@Test
	void errorAnswersThatShowNothingPass() {
		CheckResult result = run(errorPath("/refused"));
		assertThat(result.status()).isEqualTo(Status.PASS);
		assertThat(result.findings()).hasSize(4);
	}

	@Test
	void errorAnswersThatShowTheInsideFailForBrowsersAndPrograms() {
		CheckResult result = run(errorPath("/leak"));
		assertThat(result.status()).isEqualTo(Status.FAIL);
		assertThat(SecurityRuns.of(result, SecurityRule.ERROR_STACK_TRACE)).hasSize(2)
			.allSatisfy((finding) -> assertThat(finding.status()).isEqualTo(Status.FAIL));
		assertThat(SecurityRuns.of(result, SecurityRule.ERROR_EXCEPTION_NAME)).hasSize(2)
			.allSatisfy((finding) -> assertThat(finding.status()).isEqualTo(Status.WARN));
	}

	@Test
	void anAnswerThatIsNoErrorTellsNothing() {
		assertThat(run(errorPath("/json")).findings())
			.allSatisfy((finding) -> assertThat(finding.code()).isEqualTo("security.answer-unclear"));
	}

	@ParameterizedTest
	@CsvSource({ "/basic, BASIC, PASS, sign-in-default, 4", "/basic-open, BASIC, FAIL, sign-in-default, 3",
			"/basic-forbidden, BASIC, FAIL, sign-in-default, 2", "/json, BASIC, INCONCLUSIVE, answer-unclear, 1",
			"/busy, BASIC, INCONCLUSIVE, answer-unclear, 2", "/nowhere, BASIC, INCONCLUSIVE, answer-unclear, 1",
			"/json-closed, JSON, PASS, sign-in-default, 4", "/json-open, JSON, FAIL, sign-in-default, 4",
			"/json, JSON, INCONCLUSIVE, answer-unclear, 1",
			"/json-without-grant, JSON, INCONCLUSIVE, answer-unclear, 1" })
	void defaultPasswordsAreTriedAtMostThreeTimes(String path, Style style, Status status, String rule, int requests) {
		TestPages.requests(service).clear();
		Finding finding = only(run(signIn(path, style)));
		assertThat(finding.status()).isEqualTo(status);
		assertThat(finding.code()).isEqualTo("security." + rule);
		assertThat(TestPages.requests(service)).hasSize(requests).hasSizeLessThanOrEqualTo(4);
	}

	@Test
	void publishNothingSecret() {
		for (BuiltInCheck check : List.of(protectedPath("/guarded?key=" + TestPages.SECRET), errorPath("/leak"),
				signIn("/basic-open", Style.BASIC), signIn("/json-open", Style.JSON))) {
			assertThat(SecurityRuns.text(run(check))).doesNotContain(TestPages.SECRET, "user:", "password\"", "dXNlcj");
		}
	}

	@Test
	void areInconclusiveWhenTheServiceListensOnNoPort() {
		for (BuiltInCheck check : List.of(protectedPath("/json"), errorPath("/leak"), signIn("/basic", Style.BASIC))) {
			FindingError error = catchThrowableOfType(FindingError.class,
					() -> check.run(TestCheckContext.of(check.definition()).withServiceOf(new MockEnvironment())));
			assertThat(error.finding().status()).isEqualTo(Status.INCONCLUSIVE);
			assertThat(error.finding().code()).isEqualTo("security.no-server");
		}
	}

	private static BuiltInCheck protectedPath(String path) {
		return new ProtectedPathsCheck(List.of(new ProbePath(path)), visitor(), NOTHING_IGNORED);
	}

	private static BuiltInCheck errorPath(String path) {
		return new ErrorAnswerCheck(new ProbePath(path), visitor(), NOTHING_IGNORED);
	}

	private static BuiltInCheck signIn(String path, Style style) {
		return new SignInCheck(new ProbePath(path), style, NOTHING_IGNORED);
	}

	private static Visitor visitor() {
		return new Visitor(new Settings(service.getEnvironment()));
	}

	private static CheckResult run(BuiltInCheck check) {
		try {
			return check.run(TestCheckContext.of(check.definition()).withServiceOf(service.getEnvironment()));
		}
		catch (Exception ex) {
			throw new IllegalStateException(ex);
		}
	}

	private static Finding only(CheckResult result) {
		assertThat(result.findings()).hasSize(1);
		return result.findings().get(0);
	}

}
