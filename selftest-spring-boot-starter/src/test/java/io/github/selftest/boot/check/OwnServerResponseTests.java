package io.github.selftest.boot.check;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.mock.env.MockEnvironment;

import io.github.selftest.api.Finding;
import io.github.selftest.api.FindingError;
import io.github.selftest.api.LoopbackClient.Response;
import io.github.selftest.api.Status;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

class OwnServerResponseTests {

	private final TestCheckContext run = TestCheckContext.ofKind("http");

	@Test
	void recordsThatTheStatusIsAsExpected() {
		answer("[]").expectStatus(200, 204);
		assertThat(this.run.findings()).singleElement().satisfies((finding) -> {
			assertThat(finding).hasToString("PASS http.status: GET /products?limit=1 answered 200");
			assertThat(finding.observed()).isEqualTo("200");
			assertThat(finding.expected()).isEqualTo("200 or 204");
		});
	}

	@Test
	void failsOnAnotherStatus() {
		Finding finding = failure(() -> answer("[]").expectStatus(401));
		assertThat(finding).hasToString("FAIL http.status: GET /products?limit=1 answered 200");
		assertThat(finding.expected()).isEqualTo("401");
		assertThat(this.run.findings()).isEmpty();
	}

	@Test
	void recordsThatAHeaderIsAsExpected() {
		answer("[]").expectHeader("Content-Type contains json");
		Finding finding = this.run.findings().get(0);
		assertThat(finding.message()).isEqualTo("Header 'Content-Type' of GET /products?limit=1 is as expected");
		assertThat(finding.observed()).isEqualTo("application/json");
		assertThat(finding.expected()).isEqualTo("contains json");
	}

	@Test
	void failsOnAMissingHeader() {
		Finding finding = failure(() -> answer("[]").expectHeader("ETag exists"));
		assertThat(finding.code()).isEqualTo("http.header");
		assertThat(finding.observed()).isEqualTo("no such header");
	}

	@Test
	void keepsTheValuesOfSecretHeadersToItself() {
		Finding finding = failure(() -> answer("[]").expectHeader("Set-Cookie contains s3cret-2"));
		assertThat(finding.observed()).isEqualTo("***");
		assertThat(finding.expected()).isEqualTo("contains ***");
	}

	@Test
	void recordsThatAValueIsAsExpected() {
		answer("[{\"price\": 4.50}]").expectJson("/0/price > 0");
		Finding finding = this.run.findings().get(0);
		assertThat(finding.message()).isEqualTo("Value at '/0/price' of GET /products?limit=1 is as expected");
		assertThat(finding.observed()).isEqualTo("4.50");
		assertThat(finding.expected()).isEqualTo("> 0");
	}

	@Test
	void failsOnAnotherValue() {
		Finding finding = failure(() -> answer("[{\"name\": \"eggs\"}]").expectJson("/0/name == milk"));
		assertThat(finding.status()).isEqualTo(Status.FAIL);
		assertThat(finding.code()).isEqualTo("http.json");
		assertThat(finding.observed()).isEqualTo("\"eggs\"");
	}

	@Test
	void showsNoMoreThanTheStartOfAValue() {
		Finding finding = failure(() -> answer("[\"" + "x".repeat(500) + "\"]").expectJson("/0 == milk"));
		assertThat(finding.observed()).hasSize(80).endsWith("\u2026");
	}

	@Test
	void showsOfListsAndObjectsOnlyTheirSize() {
		assertThat(failure(() -> answer("[{\"a\":1}]").expectJson("absent")).observed()).isEqualTo("a list of 1 items");
		assertThat(failure(() -> answer("[{\"a\":1}]").expectJson("/0 absent")).observed())
			.isEqualTo("an object of 1 members");
		assertThat(failure(() -> answer("[]").expectJson("/0 exists")).observed()).isEqualTo("no value");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', value = { "'\"s3cret\"' | a text of 6 characters", "42 | a number", "true | a boolean",
			"[\"s3cret\"] | a list of 1 items", "{\"s3cret\":1} | an object of 1 members" })
	void tellsOfAValueThatShouldBeAbsentOnlyWhatItIs(String value, String observed) {
		Finding finding = failure(() -> answer("{\"trace\":" + value + "}").expectJson("/trace absent"));
		assertThat(finding.observed()).isEqualTo(observed);
		assertThat(finding.expected()).isEqualTo("absent");
		assertThat(finding.toString()).doesNotContain("s3cret");
	}

	@Test
	void countsTheCharactersOfALongTextThatShouldBeAbsent() {
		Finding finding = failure(() -> answer("{\"trace\":\"" + "x".repeat(1234) + "\"}").expectJson("/trace absent"));
		assertThat(finding.observed()).isEqualTo("a text of 1,234 characters");
	}

	@Test
	void keepsTheLengthOfASecretThatShouldBeAbsentToItself() {
		assertThat(failure(() -> answer("{\"password\": \"s3cret\"}").expectJson("/password absent")).observed())
			.isEqualTo("***");
	}

	@Test
	void tellsOfAHeaderThatShouldBeAbsentOnlyThatItIsThere() {
		assertThat(failure(() -> answer("[]").expectHeader("Content-Type absent")).observed()).isEqualTo("a value");
		assertThat(failure(() -> answer("[]").expectHeader("Set-Cookie absent")).observed()).isEqualTo("a value");
	}

	@Test
	void keepsSecretValuesToItself() {
		Finding finding = failure(
				() -> answer("{\"access_token\": \"s3cret\"}").expectJson("/access_token == s3cret-2"));
		assertThat(finding.observed()).isEqualTo("***");
		assertThat(finding.expected()).isEqualTo("== ***");
	}

	@Test
	void failsOnABodyThatIsNoJsonAndDoesNotShowIt() {
		Finding finding = failure(() -> answer("<html>s3cret</html>").expectJson("/0/price > 0"));
		assertThat(finding.message()).isEqualTo("GET /products?limit=1 answered no JSON");
		assertThat(finding.observed()).isEqualTo("a body that is no JSON, declared as application/json");
		assertThat(finding.expected()).isEqualTo("/0/price > 0");
	}

	@Test
	void tellsThatABodyIsCompressed() {
		Answer compressed = Answer.of(200,
				Map.of("content-type", List.of("application/json"), "content-encoding", List.of("gzip")),
				new byte[] { 0x1f, (byte) 0x8b });
		assertThat(failure(() -> response(compressed).expectJson("/0 exists")).observed())
			.isEqualTo("a body that is no JSON, declared as application/json, encoded as gzip");
	}

	@Test
	void readsValuesOfTheBody() {
		assertThat(answer("[{\"price\": 4}]").json("/0/price")).isEqualTo(4);
		assertThat(failure(() -> answer("no").json("/0")).code()).isEqualTo("http.json");
	}

	@Test
	void comparesTheLatency() {
		answer("[]").expectLatency(Duration.ofMillis(120));
		assertThat(this.run.findings().get(0).message()).isEqualTo("GET /products?limit=1 took 120 ms");
		Finding finding = failure(() -> answer("[]").expectLatency(Duration.ofMillis(119)));
		assertThat(finding.code()).isEqualTo("http.latency");
		assertThat(finding.observed()).isEqualTo("120 ms");
		assertThat(finding.expected()).isEqualTo("at most 119 ms");
	}

	@Test
	void refusesABrokenExpectation() {
		assertThatIllegalArgumentException().isThrownBy(() -> answer("[]").expectJson("/0/price"));
	}

	private Response answer(String body) {
		return response(Answer.of(200,
				Map.of("content-type", List.of("application/json"), "set-cookie", List.of("SESSION=s3cret")),
				body.getBytes(StandardCharsets.UTF_8)));
	}

	private Response response(Answer answer) {
		LoopbackTimeSource time = new LoopbackTimeSource();
		OwnServerClient client = new OwnServerClient(this.run, new MockEnvironment(),
				new HttpExchange(new OwnServerTls(), time, () -> new OwnMark()::headers), new Pace(1, time));
		return new OwnServerResponse(client, this.run, "GET /products?limit=1",
				new HttpExchange.TimedAnswer(answer, Duration.ofNanos(120_900_000)));
	}

	private static Finding failure(ThrowingCallable expectation) {
		FindingError error = catchThrowableOfType(FindingError.class, expectation);
		assertThat(error).isNotNull();
		return error.finding();
	}

}
