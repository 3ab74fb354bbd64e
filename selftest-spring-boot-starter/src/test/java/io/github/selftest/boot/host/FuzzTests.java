package io.github.selftest.boot.host;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import io.github.selftest.api.Check;
import io.github.selftest.api.CheckContext;
import io.github.selftest.api.CheckDefinition;
import io.github.selftest.api.CheckResult;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Whatever is sent to what the starter has opened: a service in which something is broken
 * gives answers, and gives nothing away.
 */
class FuzzTests {

	private static final String SECRET = "correct-horse-battery-staple";

	private static final int TIMEOUT_MILLIS = 10_000;

	@SuppressWarnings("NullAway.Init")
	private static Host host;

	/**
	 * Without Spring's filter for forms, which answers 500 to a PUT, PATCH or DELETE of a
	 * form with a bad escape, on every path and before anybody else is asked.
	 */
	@BeforeContainer
	static void start() throws Exception {
		host = Host.start(Service.class,
				Host.concat(new String[] { "management.endpoints.web.exposure.include=health,selftest",
						"management.endpoint.selftest.access=unrestricted", "selftest.endpoint.show-details=always",
						"service.password=" + SECRET, "spring.mvc.formcontent.filter.enabled=false" },
						PlainService.ownCheck("/hello/self?token=" + SECRET)));
		host.run("smoke");
		host.run("continuous");
	}

	@AfterContainer
	static void answersAfterwards() throws Exception {
		try (Host service = host) {
			assertThat(service.get("/hello/you").body()).isEqualTo("hello you");
			assertThat(service.post("/actuator/selftest/own?wait=30s").body()).contains("\"verdict\":\"PASS\"");
			assertThat(service.engine().isRunning()).isTrue();
		}
	}

	@Property(seed = "20260301")
	void answersAndGivesNothingAway(@ForAll("requests") String request) throws IOException {
		Assume.that(!isParsedBeforeItIsOurs(request));
		String reply = send(request);
		int status = Integer.parseInt(reply.substring(9, 12));
		if (status >= 500) {
			assertThat(status).isEqualTo(503);
			assertThat(request.startsWith("HEAD ") || saysThatTheServiceIsDown(reply)).as(reply).isTrue();
		}
		assertThat(reply.toLowerCase(Locale.ROOT)).doesNotContain(SECRET, "\tat ", ".java:", "exception:");
	}

	/**
	 * Spring MVC parses a multipart body before it looks for a handler, and answers 500
	 * to a broken one on every path. What we answer is guarded against that; other paths
	 * are the host's.
	 */
	private static boolean isParsedBeforeItIsOurs(String request) {
		String[] line = request.split(" ", 3);
		// the server takes dots for steps, which lead out of our endpoint
		boolean isEndpoint = line[1].startsWith("/actuator/selftest") && !line[1].contains("/..")
				&& !line[1].contains("%2e");
		boolean isHealth = line[1].split("\\?", 2)[0].equals("/health")
				&& (line[0].equals("GET") || line[0].equals("HEAD"));
		return !isEndpoint && !isHealth && request.contains("Content-Type: multipart/");
	}

	private static boolean saysThatTheServiceIsDown(String reply) {
		return reply.contains("{\"status\":\"fail\"") || reply.contains("\"status\":\"DOWN\"");
	}

	@Provide
	Arbitrary<String> requests() {
		return Combinators.combine(methods(), targets(), headers(), bodies())
			.as((method, target, headers, body) -> method + " " + target + " HTTP/1.1\r\nHost: localhost\r\n" + headers
					+ "Connection: close\r\n" + body);
	}

	private static Arbitrary<String> methods() {
		return Arbitraries.frequencyOf(Tuple.of(6, Arbitraries.of("GET", "POST", "HEAD")),
				Tuple.of(2, Arbitraries.of("OPTIONS", "PUT", "DELETE", "PATCH", "TRACE", "get", "QUERY")),
				Tuple.of(1, Arbitraries.strings().alpha().ofMinLength(1).ofMaxLength(12)));
	}

	private static Arbitrary<String> targets() {
		Arbitrary<String> base = Arbitraries.of("/actuator/selftest", "/actuator/selftest", "/actuator/selftest",
				"/health", "/actuator/health/selftest");
		return Combinators.combine(base, segments(), query())
			.as((start, segments, query) -> start + String.join("", segments) + query);
	}

	private static Arbitrary<List<String>> segments() {
		Arbitrary<String> known = Arbitraries.of("/smoke", "/continuous", "/canary", "/deep", "/own", "/broken",
				"/healthBroken", "/page", "/selfTestVerdict");
		Arbitrary<String> odd = Arbitraries.of("/", "//", "/..", "/%2e%2e", "/%00", "/;a=b", "/smoke;x", "/%", "/%zz",
				"/%2F", "/%5c", "/.", "/smoke.json", "/*", "/{group}", "/%C3%A9", "/%FF");
		Arbitrary<String> any = text().map((text) -> "/" + text.replace(' ', '+'));
		return Arbitraries.frequencyOf(Tuple.of(6, known), Tuple.of(2, odd), Tuple.of(1, any)).list().ofMaxSize(3);
	}

	private static Arbitrary<String> query() {
		Arbitrary<String> name = Arbitraries
			.frequencyOf(Tuple.of(8, Arbitraries.of("http", "wait", "inconclusive", "detail")), Tuple.of(1, word()));
		Arbitrary<String> value = Arbitraries.frequencyOf(
				Tuple.of(6, Arbitraries.of("gate", "report", "rollback", "pass", "full", "compact")),
				Tuple.of(3,
						Arbitraries.of("", "0", "1ms", "PT0.01S", "-1", "9h", "1e9", "99999999999999999999", "%", "%zz",
								"%00", "pass%20", "%F0%9F%98%80", "<script>", "${service.password}",
								"#{systemProperties}")),
				Tuple.of(1, word()));
		return Combinators.combine(name, value)
			.as((parameter, text) -> parameter + "=" + text)
			.list()
			.ofMaxSize(4)
			.map((parameters) -> parameters.isEmpty() ? "" : "?" + String.join("&", parameters));
	}

	private static Arbitrary<String> headers() {
		Arbitrary<String> name = Arbitraries.of("Accept", "Accept-Encoding", "Accept-Language", "Sec-Fetch-Site",
				"Origin", "Authorization", "X-Synthetic-Request", "X-Forwarded-Prefix", "Range", "If-None-Match",
				"If-Modified-Since", "Cookie", "X-HTTP-Method-Override", "Access-Control-Request-Method");
		Arbitrary<String> value = Arbitraries.frequencyOf(
				Tuple.of(3,
						Arbitraries.of("application/json", "text/html", "application/health+json;q=0", "*/*", "a/b;;",
								"cross-site", "same-origin", "https://evil.example", "true", "bytes=0-", "*", "POST")),
				Tuple.of(1, text()));
		return Combinators.combine(name, value)
			.as((header, text) -> header + ": " + text + "\r\n")
			.list()
			.ofMaxSize(4)
			.map((lines) -> String.join("", lines));
	}

	private static Arbitrary<String> bodies() {
		Arbitrary<String> type = Arbitraries.of("application/json", "application/vnd.x+json", "text/plain",
				"multipart/form-data; boundary=x", "multipart/form-data", "application/x-www-form-urlencoded", "a",
				"application/json;charset=nope");
		Arbitrary<String> body = Arbitraries.frequencyOf(Tuple.of(1, Arbitraries.of("{}", "{\"a\":{\"b\":[{}]}}", "[",
				"{\"name\":\"x\",\"phase\":\"y\"}", "--x\r\n", "http=report&wait=0", "[".repeat(5_000))),
				Tuple.of(1, text()));
		return Arbitraries.frequencyOf(Tuple.of(2, Arbitraries.just("\r\n")),
				Tuple.of(1, Combinators.combine(type, body).as(FuzzTests::withBody)),
				Tuple.of(1, Combinators.combine(type, body).as(FuzzTests::chunked)));
	}

	private static String withBody(String type, String body) {
		return "Content-Type: %s\r\nContent-Length: %d\r\n\r\n%s".formatted(type, body.length(), body);
	}

	private static String chunked(String type, String body) {
		String chunk = body.isEmpty() ? "" : "%x\r\n%s\r\n".formatted(body.length(), body);
		return "Content-Type: %s\r\nTransfer-Encoding: chunked\r\n\r\n%s0\r\n\r\n".formatted(type, chunk);
	}

	private static Arbitrary<String> word() {
		return Arbitraries.strings().alpha().ofMinLength(1).ofMaxLength(10);
	}

	private static Arbitrary<String> text() {
		return Arbitraries.strings().withCharRange('!', '~').ofMaxLength(30);
	}

	/**
	 * Send a request and read until the server closes the connection. A server that hangs
	 * is a {@code SocketTimeoutException}.
	 */
	private static String send(String request) throws IOException {
		int port = host.context().getEnvironment().getRequiredProperty("local.server.port", Integer.class);
		try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
			socket.setSoTimeout(TIMEOUT_MILLIS);
			socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
			socket.getOutputStream().flush();
			return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
		}
	}

	@Configuration(proxyBeanMethods = false)
	static class Service extends PlainService {

		@Bean
		HealthIndicator brokenHealthIndicator() {
			return () -> {
				throw new IllegalStateException("no connection with password " + SECRET);
			};
		}

		@Bean
		Check brokenCheck() {
			return new Check() {

				@Override
				public CheckDefinition definition() {
					return CheckDefinition.builder("broken").groups("canary").build();
				}

				@Override
				public CheckResult run(CheckContext context) {
					throw new IllegalStateException("refused: " + SECRET);
				}

			};
		}

	}

}
