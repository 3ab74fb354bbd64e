package io.github.selftest.boot.endpoint;

import java.io.IOException;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.MethodParameter;
import org.springframework.http.MediaType;
import org.springframework.http.converter.HttpMessageConverter;
import org.springframework.http.server.ServerHttpRequest;
import org.springframework.http.server.ServerHttpResponse;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.filter.ShallowEtagHeaderFilter;
import org.springframework.web.servlet.mvc.method.annotation.ResponseBodyAdvice;

import io.github.selftest.api.Status;
import io.github.selftest.boot.endpoint.TestApplication.Server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Tests for the endpoint in an application that changes all that it can: bodies, errors,
 * JSON, paths, caching, origins.
 */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
@ParameterizedClass
@EnumSource(Server.class)
class EndpointInObstinateHostTests {

	private static final String PATH = "/actuator/selftest/canary";

	@SuppressWarnings("NullAway.Init")
	private static TestApplication application;

	@Parameter
	@SuppressWarnings({ "NullAway.Init", "UnusedVariable" })
	private Server server;

	@BeforeParameterizedClassInvocation
	static void start(Server server) {
		application = TestApplication.on(server)
			.with(ObstinateHost.class)
			.with("spring.jackson.property-naming-strategy=SNAKE_CASE",
					"spring.jackson.default-property-inclusion=non_empty",
					"spring.jackson.serialization.indent-output=true",
					"spring.jackson.serialization.wrap-root-value=true", "spring.mvc.problemdetails.enabled=true",
					"spring.servlet.encoding.force=true",
					"management.endpoints.web.cors.allowed-origins=https://ui.example.org",
					"management.endpoints.web.cors.allowed-methods=GET,POST")
			.start();
	}

	@AfterParameterizedClassInvocation
	static void stop() {
		application.close();
	}

	@Test
	void hostIsObstinate() throws IOException {
		assertThat(exchange("GET /anything").body()).contains("wrapped");
		assertThat(exchange("GET /actuator/health").body()).contains("wrapped");
	}

	@Test
	void documentIsThatOfTheContract() throws IOException {
		RawReply reply = exchange("GET " + PATH);
		assertThat(reply.body()).startsWith("{\"schema\":1,\"group\":\"canary\",");
		assertThat(reply.json()).containsEntry("failedCount", 0).containsKey("failed");
		assertThat(reply.header("Content-Type")).isEqualTo("application/json");
		assertThat(reply.header("ETag")).isNull();
		assertThat(reply.header("Cache-Control")).isEqualTo("no-store");
	}

	@Test
	void problemsStayProblems() throws IOException {
		assertThat(exchange("GET " + PATH + "?wait=abc").status()).isEqualTo(400);
		assertThat(exchange("GET " + PATH + "/nope").json()).containsEntry("error", "unknown-check");
		assertThat(exchange("PUT " + PATH).status()).isEqualTo(405);
	}

	@Test
	void brokenEngineIsNoBusinessOfTheHost() throws IOException {
		application.engine().failure = new IllegalStateException("broken");
		RawReply reply = exchange("GET " + PATH);
		application.engine().failure = null;
		assertThat(reply.status()).isEqualTo(503);
		assertThat(reply.json()).containsEntry("error", "engine-broken");
	}

	@Test
	void longPollHasABodyBehindTheFilterForEntityTags() throws IOException {
		FakeEngine engine = application.engine();
		engine.put(Samples.verdict("canary", Status.INCONCLUSIVE));
		engine.waiting.clear();
		try (RawConnection connection = RawConnection.open(application.port())) {
			connection.send("GET " + PATH + "?wait=8");
			await().until(() -> !engine.waiting.isEmpty());
			engine.conclude(Samples.verdict("canary", Status.PASS));
			RawReply reply = connection.read();
			assertThat(reply.json()).containsEntry("verdict", "PASS");
			assertThat(reply.header("ETag")).isNull();
			assertThat(reply.header("Cache-Control")).isEqualTo("no-store");
		}
	}

	@Test
	void originsAreThoseThatActuatorAllows() throws IOException {
		RawReply allowed = exchange("GET " + PATH, "Origin: https://ui.example.org");
		assertThat(allowed.status()).isEqualTo(200);
		assertThat(allowed.header("Access-Control-Allow-Origin")).isEqualTo("https://ui.example.org");
		RawReply refused = exchange("GET " + PATH, "Origin: https://evil.example.org");
		assertThat(refused.status()).isEqualTo(403);
		assertThat(refused.header("Content-Type")).isEqualTo("application/json");
		assertThat(refused.header("Cache-Control")).isEqualTo("no-store");
		assertThat(refused.json()).containsEntry("error", "cors")
			.containsEntry("path", "/canary")
			.containsEntry("observed", "GET from https://evil.example.org");
	}

	@ParameterizedTest
	@CsvSource({ "GET,,", "GET,close,?http=report", "GET,close,?http=rollback", "POST,close," })
	void originThatIsRefusedGetsTheHeadersOfEveryAnswer(String method, @Nullable String connection,
			@Nullable String query) throws IOException {
		String evil = "Origin: https://evil.example.org";
		String vendor = "application/vnd.spring-boot.actuator.v3+json";
		RawReply reply = exchange(method + " " + PATH + ((query != null) ? query : ""), evil, "Accept: " + vendor);
		assertThat(reply.status()).isEqualTo(403);
		assertThat(reply.header("Content-Type")).isEqualTo(vendor);
		assertThat(reply.header("Cache-Control")).isEqualTo("no-store");
		assertThat(reply.header("Connection")).isEqualTo(connection);
		assertThat(application.engine().runs).isEmpty();
	}

	@Test
	void preFlightIsAnswered() throws IOException {
		RawReply reply = exchange("OPTIONS " + PATH, "Origin: https://ui.example.org",
				"Access-Control-Request-Method: POST");
		assertThat(reply.status()).isEqualTo(200);
		assertThat(reply.header("Access-Control-Allow-Methods")).contains("POST");
		assertThat(reply.header("Cache-Control")).isEqualTo("no-store");
	}

	@Test
	void preFlightOfAnotherSiteIsRefused() throws IOException {
		RawReply reply = exchange("OPTIONS " + PATH, "Origin: https://evil.example.org",
				"Access-Control-Request-Method: POST");
		assertThat(reply.status()).isEqualTo(403);
		assertThat(reply.json()).containsEntry("error", "cors")
			.containsEntry("path", "/canary")
			.containsEntry("observed", "POST from https://evil.example.org");
		assertThat(reply.header("Cache-Control")).isEqualTo("no-store");
		assertThat(reply.header("Access-Control-Allow-Methods")).isNull();
	}

	private static RawReply exchange(String requestLine, String... headers) throws IOException {
		return RawConnection.exchange(application.port(), requestLine, headers);
	}

	@Configuration(proxyBeanMethods = false)
	static class ObstinateHost {

		@Bean
		ShallowEtagHeaderFilter etags() {
			return new ShallowEtagHeaderFilter();
		}

		@Bean
		CatchAll catchAll() {
			return new CatchAll();
		}

		@Bean
		Wrapping wrapping() {
			return new Wrapping();
		}

	}

	@RestController
	static class CatchAll {

		@GetMapping("/{*path}")
		Map<String, String> all() {
			return Map.of("hello", "world");
		}

	}

	@RestControllerAdvice
	static class Wrapping implements ResponseBodyAdvice<Object> {

		@ExceptionHandler(Exception.class)
		Map<String, String> all(Exception ex) {
			return Map.of("error", "all is well");
		}

		@Override
		public boolean supports(MethodParameter returnType, Class<? extends HttpMessageConverter<?>> converterType) {
			return true;
		}

		@Override
		public @Nullable Object beforeBodyWrite(@Nullable Object body, MethodParameter returnType, MediaType type,
				Class<? extends HttpMessageConverter<?>> converterType, ServerHttpRequest request,
				ServerHttpResponse response) {
			return Map.of("wrapped", String.valueOf(body));
		}

	}

}
