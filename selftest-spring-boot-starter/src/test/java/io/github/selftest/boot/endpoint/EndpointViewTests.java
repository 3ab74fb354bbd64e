package io.github.selftest.boot.endpoint;

import java.io.IOException;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.github.selftest.api.Status;
import io.github.selftest.boot.endpoint.TestApplication.Server;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for the page, the text and the badge as they come over HTTP.
 */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EndpointViewTests {

	private static final String BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,"
			+ "image/apng,*/*;q=0.8,application/signed-exchange;v=b3;q=0.7";

	private static final String IMAGE = "image/avif,image/webp,image/apng,image/svg+xml,image/*,*/*;q=0.8";

	private static final String HTML = "text/html;charset=UTF-8";

	private static final String PLAIN = "text/plain;charset=UTF-8";

	private static final String JSON = "application/json";

	private TestApplication application;

	@BeforeAll
	void start() {
		this.application = TestApplication.on(Server.TOMCAT)
			.with("management.endpoints.web.path-mapping.selftest=ops/verify")
			.start();
		this.application.engine()
			.put(Samples.verdict("canary", Status.FAIL, "poolMain: Pool 'main' is slow",
					Samples.report("poolMain", Status.FAIL)));
	}

	@AfterAll
	void stop() {
		this.application.close();
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "/smoke", "/canary", "/canary/poolMain" })
	void browserGetsThePage(String path) throws IOException {
		RawReply reply = get(path, BROWSER);
		assertThat(reply.header("Content-Type")).isEqualTo(HTML);
		assertThat(reply.header("Cache-Control")).isEqualTo("no-store");
		assertThat(reply.header("X-Content-Type-Options")).isEqualTo("nosniff");
		assertThat(reply.header("Referrer-Policy")).isEqualTo("no-referrer");
		assertThat(reply.header("Content-Security-Policy")).startsWith("default-src 'none'; style-src 'sha256-");
		assertThat(reply.body()).startsWith("<!DOCTYPE html>").contains("verify/").endsWith("</html>");
	}

	@ParameterizedTest
	@ValueSource(strings = { "*/*", "application/json", "application/json, text/plain, */*", "application/*",
			"text/html;q=0.5,application/json", "image/png" })
	void machineGetsJson(String accept) throws IOException {
		assertThat(get("/canary", accept).header("Content-Type")).isEqualTo(JSON);
		assertThat(get("", accept).header("Content-Type")).isEqualTo(JSON);
	}

	@ParameterizedTest
	@CsvSource({ "/smoke,200", "/canary,424", "/canary/poolMain,424", "/canary?http=report,200",
			"/canary?http=rollback,200", "/smoke?http=rollback,424" })
	void statusOfPageAndTextTellsTheVerdict(String path, int status) throws IOException {
		assertThat(get(path, BROWSER).status()).isEqualTo(status);
		assertThat(get(path, "text/plain").status()).isEqualTo(status);
	}

	@Test
	void overviewIsServedWhateverTheVerdict() throws IOException {
		assertThat(get("", BROWSER).status()).isEqualTo(200);
		assertThat(get("", "text/plain").body()).startsWith("FAIL: ");
	}

	@ParameterizedTest
	@ValueSource(strings = { "/canary", "/canary/poolMain" })
	void pictureIsABadgeThatIsAlwaysServed(String path) throws IOException {
		RawReply reply = get(path, IMAGE);
		assertThat(reply.status()).isEqualTo(200);
		assertThat(reply.header("Content-Type")).isEqualTo("image/svg+xml");
		assertThat(reply.body()).startsWith("<svg ").contains("fails");
		assertThat(get("", IMAGE).header("Content-Type")).isEqualTo(JSON);
	}

	@ParameterizedTest
	@CsvSource({ "/canary?as=badge,image/svg+xml", "/canary?as=text," + PLAIN, "?as=page," + HTML, "?as=json," + JSON,
			"/canary/poolMain?as=page," + HTML })
	void parameterWinsOverTheHeader(String path, String contentType) throws IOException {
		for (String accept : new String[] { "*/*", BROWSER, "image/png" }) {
			assertThat(get(path, accept).header("Content-Type")).isEqualTo(contentType);
		}
	}

	@ParameterizedTest
	@ValueSource(
			strings = { "/canary?as=pdf", "?as=badge", "?as=", "/canary?as=page&as=page", "/canary/poolMain?as=x" })
	void unknownFormIsABadParameter(String path) throws IOException {
		RawReply reply = get(path, BROWSER);
		assertThat(reply.status()).isEqualTo(400);
		assertThat(reply.json()).containsEntry("error", "bad-parameter").containsEntry("parameter", "as");
	}

	@ParameterizedTest
	@ValueSource(strings = { "/nope", "/canary/nope", "/a/b/c" })
	void whatIsUnknownIsJson(String path) throws IOException {
		RawReply reply = get(path, BROWSER);
		assertThat(reply.status()).isEqualTo(404);
		assertThat(reply.header("Content-Type")).isEqualTo(JSON);
	}

	@Test
	void runIsAnsweredInJson() throws IOException {
		RawReply reply = RawConnection.exchange(this.application.port(), "POST /actuator/ops/verify/smoke",
				"Accept: " + BROWSER);
		assertThat(reply.header("Content-Type")).isEqualTo(JSON);
		assertThat(reply.json()).containsEntry("verdict", "PASS");
	}

	@Test
	void headHasTheHeadersOfThePage() throws IOException {
		RawReply reply = RawConnection.exchange(this.application.port(), "HEAD /actuator/ops/verify",
				"Accept: " + BROWSER);
		assertThat(reply.header("Content-Type")).isEqualTo(HTML);
		assertThat(reply.body()).isEmpty();
	}

	@Test
	void openPagesRunNothing() throws IOException {
		int before = this.application.engine().runs.size();
		for (int i = 0; i < 20; i++) {
			get("", BROWSER);
		}
		assertThat(this.application.engine().runs).hasSize(before);
	}

	private RawReply get(String path, String accept) throws IOException {
		return RawConnection.exchange(this.application.port(), "GET /actuator/ops/verify" + path, "Accept: " + accept);
	}

}
