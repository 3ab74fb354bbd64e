package io.github.selftest.boot.endpoint;

import java.io.IOException;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import io.micrometer.core.instrument.MeterRegistry;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.util.StringUtils;

import io.github.selftest.api.Status;
import io.github.selftest.boot.endpoint.TestApplication.Server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Tests for the endpoint as it is seen through a socket, wherever it is deployed.
 */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class EndpointOverHttpTests {

	private static final Map<Deployment, TestApplication> APPLICATIONS = new EnumMap<>(Deployment.class);

	@AfterAll
	static void stop() {
		APPLICATIONS.values().forEach(TestApplication::close);
		APPLICATIONS.clear();
	}

	@ParameterizedTest
	@EnumSource
	void everyRowOfTheContractIsAnsweredAsItSays(Deployment deployment) throws IOException {
		FakeEngine engine = application(deployment).engine();
		engine.put(Samples.verdict("failing", Status.FAIL));
		String closed = "close";
		assertAnswer(deployment, "GET ", 200, null);
		assertAnswer(deployment, "GET /canary", 200, null);
		assertAnswer(deployment, "HEAD /canary", 200, null);
		assertAnswer(deployment, "POST /canary", 200, closed);
		assertAnswer(deployment, "GET /canary/poolMain", 200, null);
		assertAnswer(deployment, "POST /canary/poolMain", 200, closed);
		assertAnswer(deployment, "GET /failing", 424, null);
		assertAnswer(deployment, "GET /failing?http=report", 200, closed);
		assertAnswer(deployment, "GET /failing?http=rollback", 200, closed);
		assertAnswer(deployment, "GET /canary?http=rollback&_=17", 424, closed);
		assertAnswer(deployment, "GET /canary?wait=abc", 400, null);
		assertAnswer(deployment, "GET /canary?wait=%zz", 400, null);
		assertAnswer(deployment, "GET /nope", 404, null);
		assertAnswer(deployment, "GET /canary/nope", 404, null);
		assertAnswer(deployment, "GET /canary/poolMain/more", 404, null);
		assertAnswer(deployment, "GET /", 404, null);
		assertAnswer(deployment, "GET /canary/", 404, null);
		assertAnswer(deployment, "GET /can%C3%A4ry", 404, null);
		assertAnswer(deployment, "POST /deep", 403, closed);
		assertAnswer(deployment, "POST ", 405, closed);
		assertAnswer(deployment, "PUT /canary", 405, closed);
		assertAnswer(deployment, "DELETE /canary", 405, closed);
		assertAnswer(deployment, "OPTIONS /canary", 405, closed);
		assertAnswer(deployment, "POST /canary", 403, closed, "Sec-Fetch-Site: cross-site");
		assertAnswer(deployment, "POST /canary", 415, closed, "Content-Type: text/plain", "Content-Length: 0");
		assertAnswer(deployment, "POST /canary", 415, closed, "Content-Type: multipart/form-data", "Content-Length: 0");
		engine.running = false;
		assertAnswer(deployment, "GET /canary", 503, null);
		assertAnswer(deployment, "POST /canary", 503, closed);
		engine.running = true;
	}

	@ParameterizedTest
	@EnumSource
	void methodsThatAreNotAllowedAreToldWhichOnesAre(Deployment deployment) throws IOException {
		assertThat(exchange(deployment, "PUT /canary").header("Allow")).isEqualTo("GET, HEAD, POST");
		assertThat(exchange(deployment, "OPTIONS /canary").header("Allow")).isEqualTo("GET, HEAD, POST");
		assertThat(exchange(deployment, "POST ").header("Allow")).isEqualTo("GET, HEAD");
	}

	@ParameterizedTest
	@EnumSource
	void contentTypeIsWhatTheCallerLikes(Deployment deployment) throws IOException {
		String vendor = "application/vnd.spring-boot.actuator.v3+json";
		assertThat(exchange(deployment, "GET /canary", "Accept: " + vendor).header("Content-Type")).isEqualTo(vendor);
		assertThat(exchange(deployment, "GET /canary", "Accept: image/png").header("Content-Type"))
			.isEqualTo("application/json");
		assertThat(exchange(deployment, "GET /canary", "Accept: text/html").header("Content-Type"))
			.isEqualToIgnoringCase("text/html;charset=UTF-8");
		assertThat(exchange(deployment, "GET /nope", "Accept: image/png").status()).isEqualTo(404);
	}

	@ParameterizedTest
	@EnumSource
	void longPollIsAnsweredWhenTheVerdictIsThere(Deployment deployment) throws IOException {
		FakeEngine engine = application(deployment).engine();
		engine.put(Samples.verdict("canary", Status.INCONCLUSIVE));
		engine.waiting.clear();
		try (RawConnection connection = RawConnection.open(deployment.port(application(deployment)))) {
			connection.send("GET %s/canary?wait=8s&http=report".formatted(deployment.prefix));
			await().until(() -> !engine.waiting.isEmpty());
			engine.conclude(Samples.verdict("canary", Status.PASS));
			RawReply reply = connection.read();
			assertThat(reply.status()).isEqualTo(200);
			assertThat(reply.header("Cache-Control")).isEqualTo("no-store");
			assertThat(reply.header("Content-Type")).isEqualTo("application/json");
			assertThat(reply.json()).containsEntry("verdict", "PASS");
			assertThat(connection.isClosedByServer()).isTrue();
		}
	}

	@ParameterizedTest
	@EnumSource
	void waitInVainEnds(Deployment deployment) throws IOException {
		FakeEngine engine = application(deployment).engine();
		engine.put(Samples.verdict("canary", Status.INCONCLUSIVE));
		engine.waiting.clear();
		RawReply reply = exchange(deployment, "GET /canary?wait=100ms");
		assertThat(reply.status()).isEqualTo(424);
		assertThat(reply.json()).containsEntry("verdict", "INCONCLUSIVE");
		assertThat(engine.waiting).singleElement().satisfies((future) -> assertThat(future).isCancelled());
		engine.put(Samples.verdict("canary", Status.PASS));
	}

	@ParameterizedTest
	@EnumSource
	void runThatTakesLongerThanTheWaitIsInconclusive(Deployment deployment) throws IOException {
		FakeEngine engine = application(deployment).engine();
		engine.runsEnd = false;
		RawReply reply = exchange(deployment, "POST /canary?wait=100ms&http=report");
		engine.runsEnd = true;
		assertThat(reply.status()).isEqualTo(200);
		assertThat(reply.json()).containsEntry("verdict", "INCONCLUSIVE").containsEntry("reason", "running");
	}

	@ParameterizedTest
	@EnumSource
	void otherEndpointsAreAsBefore(Deployment deployment) throws IOException {
		String base = deployment.prefix.substring(0, deployment.prefix.lastIndexOf('/'));
		RawReply health = RawConnection.exchange(deployment.port(application(deployment)), "GET " + base + "/health");
		assertThat(health.status()).isEqualTo(200);
		assertThat(health.body()).contains("\"status\":\"UP\"");
	}

	@ParameterizedTest
	@EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "TOMCAT_ROOT")
	void endpointIsListedWithTheOthers(Deployment deployment) throws IOException {
		String base = deployment.prefix.substring(0, deployment.prefix.lastIndexOf('/'));
		RawReply links = RawConnection.exchange(deployment.port(application(deployment)), "GET " + base);
		assertThat(links.body()).contains("\"selftest\":{\"href\":", deployment.prefix, "\"selftest-group\":");
	}

	@ParameterizedTest
	@EnumSource(mode = EnumSource.Mode.EXCLUDE, names = { "TOMCAT_OWN_PORT", "JETTY_OWN_PORT" })
	void metricsTellThePatternAndNotThePath(Deployment deployment) throws IOException {
		exchange(deployment, "GET /canary");
		exchange(deployment, "GET /random-0815/poolMain");
		exchange(deployment, "GET /a/b/c/d");
		String path = deployment.pathBelowServlet;
		MeterRegistry meters = application(deployment).bean(MeterRegistry.class);
		await().untilAsserted(() -> assertThat(meters.find("http.server.requests").timers())
			.extracting((timer) -> timer.getId().getTag("uri"))
			.contains(path + "/{group}", path + "/{group}/{check}", path + "/**")
			.doesNotContain("UNKNOWN")
			.noneMatch((uri) -> uri != null && uri.contains("0815")));
	}

	@ParameterizedTest
	@EnumSource(names = { "TOMCAT_OWN_PORT", "JETTY_OWN_PORT" })
	void portOfTheApplicationKnowsNothingOfItWhereActuatorHasItsOwn(Deployment deployment) throws IOException {
		int port = application(deployment).port();
		assertThat(RawConnection.exchange(port, "GET /shop/mvc/actuator/selftest/canary").body())
			.doesNotContain("schema", "unknown-");
		assertThat(RawConnection.exchange(port, "GET /shop/mvc/actuator/selftest/canary").status()).isEqualTo(404);
	}

	private static void assertAnswer(Deployment deployment, String request, int status, @Nullable String connection,
			String... headers) throws IOException {
		boolean head = request.startsWith("HEAD");
		try (RawConnection raw = RawConnection.open(deployment.port(application(deployment)))) {
			raw.send(requestLine(deployment, request), headers);
			RawReply reply = raw.read(head);
			assertThat(reply.status()).as("%s: %s", request, reply).isEqualTo(status);
			assertThat(reply.header("Content-Type")).as(request).isEqualTo("application/json");
			assertThat(reply.header("Cache-Control")).as(request).isEqualTo("no-store");
			if (!head) {
				assertThat(reply.json()).as(request).containsAnyOf(Map.entry("schema", 1), Map.entry("status", status));
			}
			if (connection != null) {
				assertThat(reply.header("Connection")).as(request).isEqualTo(connection);
				assertThat(raw.isClosedByServer()).as(request).isTrue();
			}
			else if (status != 400 && status != 503) {
				// Tomcat never goes on after these two
				assertStillOpen(deployment, raw);
			}
		}
	}

	private static void assertStillOpen(Deployment deployment, RawConnection raw) throws IOException {
		raw.send("GET " + deployment.prefix);
		assertThat(raw.read().status()).isEqualTo(200);
	}

	private static RawReply exchange(Deployment deployment, String request, String... headers) throws IOException {
		return RawConnection.exchange(deployment.port(application(deployment)), requestLine(deployment, request),
				headers);
	}

	private static String requestLine(Deployment deployment, String request) {
		int space = request.indexOf(' ');
		return request.substring(0, space + 1) + deployment.prefix + request.substring(space + 1);
	}

	private static TestApplication application(Deployment deployment) {
		return APPLICATIONS.computeIfAbsent(deployment, Deployment::start);
	}

	enum Deployment {

		TOMCAT(Server.TOMCAT, "/actuator/selftest", "/actuator/selftest"),

		JETTY(Server.JETTY, "/actuator/selftest", "/actuator/selftest"),

		TOMCAT_OWN_PORT(Server.TOMCAT, "/manage/actuator/selftest", "/actuator/selftest", "management.server.port=0",
				"management.server.base-path=/manage", "server.servlet.context-path=/shop",
				"spring.mvc.servlet.path=/mvc"),

		JETTY_OWN_PORT(Server.JETTY, "/manage/actuator/selftest", "/actuator/selftest", "management.server.port=0",
				"management.server.base-path=/manage", "server.servlet.context-path=/shop",
				"spring.mvc.servlet.path=/mvc"),

		TOMCAT_MOVED(Server.TOMCAT, "/shop/mvc/internal/ops/check", "/internal/ops/check",
				"server.servlet.context-path=/shop", "spring.mvc.servlet.path=/mvc",
				"management.endpoints.web.base-path=/internal/ops",
				"management.endpoints.web.path-mapping.selftest=check"),

		JETTY_MOVED(Server.JETTY, "/shop/mvc/internal/ops/check", "/internal/ops/check",
				"server.servlet.context-path=/shop", "spring.mvc.servlet.path=/mvc",
				"management.endpoints.web.base-path=/internal/ops",
				"management.endpoints.web.path-mapping.selftest=check"),

		TOMCAT_SLASHES(Server.TOMCAT, "/actuator/check", "/actuator/check",
				"management.endpoints.web.path-mapping.selftest=/check/"),

		TOMCAT_ROOT(Server.TOMCAT, "/selftest", "/selftest", "management.endpoints.web.base-path=/",
				"spring.mvc.pathmatch.matching-strategy=ant_path_matcher", "spring.main.lazy-initialization=true");

		private final Server server;

		private final String prefix;

		private final String pathBelowServlet;

		private final String properties;

		Deployment(Server server, String prefix, String pathBelowServlet, String... properties) {
			this.server = server;
			this.prefix = prefix;
			this.pathBelowServlet = pathBelowServlet;
			this.properties = String.join(" ", properties);
		}

		TestApplication start() {
			return TestApplication.on(this.server)
				.with(StringUtils.tokenizeToStringArray(this.properties, " "))
				.start();
		}

		int port(TestApplication application) {
			return name().endsWith("OWN_PORT") ? application.managementPort() : application.port();
		}

	}

}
