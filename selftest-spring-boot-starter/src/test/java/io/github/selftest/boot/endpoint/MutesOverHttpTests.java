package io.github.selftest.boot.endpoint;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.provisioning.InMemoryUserDetailsManager;

import io.github.selftest.api.Check;
import io.github.selftest.api.CheckContext;
import io.github.selftest.api.CheckDefinition;
import io.github.selftest.api.CheckResult;
import io.github.selftest.api.Finding;
import io.github.selftest.boot.endpoint.TestApplication.Server;
import io.github.selftest.boot.engine.Engine;
import io.github.selftest.boot.engine.Mutes;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for the endpoint of mutes as it is seen through a socket.
 */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class MutesOverHttpTests {

	private static final String PATH = "/actuator/selftestmutes";

	private static final String GOOD = """
			{"checks":["stock"],"reason":"supplier is down, OPS-17","author":"ada","for":"2h"}""";

	@ParameterizedTest
	@CsvSource({ "TOMCAT,management.server.port=", "TOMCAT,management.server.port=0", "JETTY,management.server.port=",
			"JETTY,management.server.port=0" })
	void mutesListsAndEnds(Server server, String port) throws IOException {
		try (TestApplication application = application(server).with(port).start()) {
			application.bean(Engine.class).run("canary", Duration.ZERO).join();
			int management = application.managementPort();
			RawReply created = post(management, GOOD);
			assertThat(created.status()).isEqualTo(201);
			assertThatItIsOurs(created);
			assertThat(created.json()).containsEntry("checks", List.of("stock"))
				.containsEntry("reason", "supplier is down, OPS-17")
				.containsEntry("author", "ada")
				.containsEntry("configured", false);
			Map<String, Object> verdict = RawConnection.exchange(management, "GET /actuator/selftest/canary").json();
			assertThat(verdict).containsEntry("verdict", "PASS").containsEntry("muted", List.of("stock"));
			assertThat((String) verdict.get("reason")).startsWith("ok, 1 muted: stock until ");
			assertThat(RawConnection.exchange(management, "GET /actuator/selftest/canary/stock").json())
				.containsEntry("verdict", "FAIL")
				.containsEntry("muted", true);
			String one = PATH + "/" + created.json().get("id");
			assertThat(RawConnection.exchange(management, "GET " + PATH).body()).contains("\"author\":\"ada\"");
			assertThat(RawConnection.exchange(management, "GET /actuator/selftest").body())
				.contains("\"author\":\"ada\"");
			assertThat(RawConnection.exchange(management, "GET " + one).status()).isEqualTo(200);
			assertThat(RawConnection.exchange(management, "DELETE " + one).status()).isEqualTo(200);
			assertThat(RawConnection.exchange(management, "DELETE " + one).status()).isEqualTo(404);
			assertThat(RawConnection.exchange(management, "GET " + PATH).json()).containsEntry("mutes", List.of());
			assertThat(RawConnection.exchange(management, "GET /actuator/selftest/canary").json())
				.containsEntry("verdict", "FAIL");
		}
	}

	@ParameterizedTest
	@EnumSource
	void refusesWhatIsWrongAndSaysWhat(Server server) throws IOException {
		try (TestApplication application = application(server).start()) {
			int port = application.port();
			for (Bad bad : bad()) {
				RawReply reply = post(port, bad.body());
				assertThat(reply.status()).as(bad.body()).isEqualTo(400);
				assertThatItIsOurs(reply);
				assertThat(reply.json()).as(bad.body())
					.containsEntry("parameter", bad.parameter())
					.containsKeys("observed", "expected");
				assertThat(reply.body().length()).isLessThan(1500);
				assertThat(reply.body()).doesNotContain("<");
			}
			assertThat(application.bean(Mutes.class).mutes()).isEmpty();
		}
	}

	@ParameterizedTest
	@EnumSource
	void refusesWhoMayNot(Server server) throws IOException {
		try (TestApplication application = application(server).start()) {
			int port = application.port();
			for (String site : new String[] { "cross-site", "same-site", "x" }) {
				assertThat(post(port, GOOD, "Sec-Fetch-Site: " + site).status()).isEqualTo(403);
			}
			assertThat(post(port, GOOD, "Sec-Fetch-Site: same-origin").status()).isEqualTo(201);
			String id = application.bean(Mutes.class).mutes().get(0).id();
			assertThat(RawConnection.exchange(port, "DELETE " + PATH + "/" + id, "Sec-Fetch-Site: cross-site").status())
				.isEqualTo(403);
			assertThat(application.bean(Mutes.class).mutes()).hasSize(1);
			assertAllowed(RawConnection.exchange(port, "DELETE " + PATH), "GET, HEAD, POST");
			assertAllowed(RawConnection.exchange(port, "PUT " + PATH), "GET, HEAD, POST");
			assertAllowed(RawConnection.exchange(port, "POST " + PATH + "/" + id), "GET, HEAD, DELETE");
			for (String path : new String[] { "/nope", "/", "/" + id + "/more", "/%3Cb%3E" }) {
				RawReply reply = RawConnection.exchange(port, "GET " + PATH + path);
				assertThat(reply.status()).as(path).isEqualTo(404);
				assertThatItIsOurs(reply);
			}
			for (String type : new String[] { "text/plain", "application/x-www-form-urlencoded",
					"multipart/form-data; boundary=x" }) {
				assertThat(post(port, GOOD, "Content-Type: " + type).status()).as(type).isEqualTo(415);
			}
			assertThat(post(port, GOOD, "Content-Type:").status()).isEqualTo(415);
		}
	}

	@Test
	void isReadOnlyUnlessItIsOpened() throws IOException {
		try (TestApplication application = application(Server.TOMCAT)
			.with("management.endpoint.selftestmutes.access=read-only")
			.start()) {
			int port = application.port();
			RawReply refused = post(port, GOOD);
			assertAllowed(refused, "GET, HEAD");
			assertThat(refused.body()).contains("management.endpoint.selftestmutes.access=unrestricted");
			assertThat(RawConnection.exchange(port, "GET " + PATH).status()).isEqualTo(200);
		}
	}

	@Test
	void isNotThereUnlessItIsExposed() throws IOException {
		try (TestApplication application = application(Server.TOMCAT)
			.with("management.endpoints.web.exposure.include=health,selftest")
			.start()) {
			assertThat(RawConnection.exchange(application.port(), "GET " + PATH).status()).isEqualTo(404);
			assertThat(application.context().getBeanNamesForType(MutesHttp.class)).isEmpty();
		}
	}

	@Test
	void whoMaySeeNoDetailsSeesNoAuthorAndNoReason() throws IOException {
		try (TestApplication application = application(Server.TOMCAT).with("selftest.endpoint.show-details=never")
			.start()) {
			post(application.port(), GOOD);
			for (String path : new String[] { PATH, "/actuator/selftest", "/actuator/selftest/canary",
					"/actuator/selftest/canary/stock" }) {
				assertThat(RawConnection.exchange(application.port(), "GET " + path).body()).as(path)
					.doesNotContain("ada", "OPS-17");
			}
		}
	}

	@Test
	void takesNoMoreThanAHundred() throws IOException {
		try (TestApplication application = application(Server.TOMCAT).start()) {
			for (int i = 0; i < Mutes.MAX; i++) {
				assertThat(post(application.port(), GOOD).status()).isEqualTo(201);
			}
			RawReply reply = post(application.port(), GOOD);
			assertThat(reply.status()).isEqualTo(409);
			assertThat(reply.json()).containsEntry("error", "too-many");
			for (String form : new String[] { "full", "compact" }) {
				assertThat(RawConnection
					.exchange(application.port(), "GET /actuator/selftest/canary?http=report&detail=" + form)
					.status()).isEqualTo(200);
			}
		}
	}

	@ParameterizedTest
	@EnumSource
	void worksBehindSpringSecurity(Server server) throws IOException {
		try (TestApplication application = application(server).with(DocumentedSecurity.class, Users.class)
			.secured()
			.start()) {
			int port = application.port();
			assertThat(post(port, GOOD).status()).isEqualTo(401);
			assertThat(post(port, GOOD, basic("guest")).status()).isEqualTo(403);
			RawReply created = post(port, GOOD, basic("monitor"));
			assertThat(created.status()).isEqualTo(201);
			assertThat(RawConnection.exchange(port, "DELETE " + PATH + "/" + created.json().get("id"), basic("monitor"))
				.status()).isEqualTo(200);
		}
	}

	private static List<Bad> bad() {
		List<Bad> bad = new ArrayList<>();
		for (String body : new String[] { "", " ", "{", "[]", "[{}]", "null", "\"text\"", "17", "{\"a\"", "<b>x</b>",
				"\u0000", "{]", "a=b&c=d", "[".repeat(8000), "{\"a\":".repeat(2500), "x".repeat(17_000) }) {
			bad.add(new Bad(body, "body"));
		}
		bad.add(new Bad("{}", "until"));
		bad.add(new Bad(with("\"chekcs\":[\"stock\"]"), "chekcs"));
		bad.add(new Bad(with("\"<b>\":1"), "\u2039b\u203a"));
		bad.add(new Bad(with("\"checks\":\"stock\""), "checks"));
		bad.add(new Bad(with("\"checks\":[1]"), "checks"));
		bad.add(new Bad(with("\"checks\":[null]"), "checks"));
		bad.add(new Bad(with("\"checks\":{\"a\":[]}"), "checks"));
		bad.add(new Bad(with("\"checks\":[]"), "checks"));
		bad.add(new Bad(with("\"checks\":[\"nope\"]"), "checks"));
		bad.add(new Bad(with("\"checks\":[\"<script>\"]"), "checks"));
		bad.add(new Bad(with("\"checks\":[\"stock\"],\"all\":true"), "checks"));
		bad.add(new Bad(with("\"groups\":[\"nope\"]"), "groups"));
		bad.add(new Bad(with("\"groups\":[\"Canary\"]"), "groups"));
		bad.add(new Bad(with("\"all\":\"true\""), "all"));
		bad.add(new Bad(with("\"all\":1"), "all"));
		bad.add(new Bad(with("\"all\":false"), "checks"));
		bad.add(new Bad("{\"all\":true,\"author\":\"ada\",\"for\":\"1h\"}", "reason"));
		bad.add(new Bad("{\"all\":true,\"reason\":\"x\",\"for\":\"1h\"}", "author"));
		bad.add(new Bad("{\"all\":true,\"reason\":null,\"author\":\"ada\",\"for\":\"1h\"}", "reason"));
		bad.add(new Bad("{\"all\":true,\"reason\":5,\"author\":\"ada\",\"for\":\"1h\"}", "reason"));
		bad.add(new Bad("{\"all\":true,\"reason\":\"x\",\"author\":\"a\\nb\",\"for\":\"1h\"}", "author"));
		bad.add(new Bad("{\"all\":true,\"reason\":\"" + "x".repeat(201) + "\",\"author\":\"a\",\"for\":\"1h\"}",
				"reason"));
		bad.add(new Bad("{\"all\":true,\"reason\":\"x\",\"author\":\"" + "y".repeat(101) + "\",\"for\":\"1h\"}",
				"author"));
		for (String span : new String[] { "", "2", "2x", "-1h", "0h", "PT", "h", "99999999999999999999d",
				"9223372036854775807s" }) {
			bad.add(new Bad(lasting("\"for\":\"" + span + "\""), "for"));
		}
		bad.add(new Bad(lasting("\"for\":2"), "for"));
		bad.add(new Bad(lasting("\"for\":\"31d\""), "until"));
		bad.add(new Bad(lasting("\"for\":\"1h\",\"until\":\"2999-01-01T00:00:00Z\""), "until"));
		for (String until : new String[] { "", "tomorrow", "2026-01-31", "2026-01-31T18:00:00", "2020-01-31T18:00:00Z",
				"+999999999-12-31T23:59:59Z", "2999-01-01T00:00:00Z", Instant.now().minusSeconds(5).toString() }) {
			bad.add(new Bad(lasting("\"until\":\"" + until + "\""), "until"));
		}
		return bad;
	}

	private static String with(String fields) {
		return "{" + fields + ",\"reason\":\"x\",\"author\":\"ada\",\"for\":\"1h\"}";
	}

	private static String lasting(String fields) {
		return "{\"checks\":[\"stock\"],\"reason\":\"x\",\"author\":\"ada\"," + fields + "}";
	}

	private static void assertThatItIsOurs(RawReply reply) {
		assertThat(reply.header("Content-Type")).isEqualTo("application/json");
		assertThat(reply.header("Cache-Control")).isEqualTo("no-store");
	}

	private static void assertAllowed(RawReply reply, String allowed) {
		assertThat(reply.status()).isEqualTo(405);
		assertThat(reply.header("Allow")).isEqualTo(allowed);
		assertThatItIsOurs(reply);
	}

	private static RawReply post(int port, String body, String... headers) throws IOException {
		boolean typed = headers.length > 0 && headers[0].startsWith("Content-Type");
		List<String> all = new ArrayList<>(List.of(headers));
		if (!typed) {
			all.add("Content-Type: application/json");
		}
		all.add("Content-Length: " + body.getBytes(StandardCharsets.UTF_8).length);
		try (RawConnection connection = RawConnection.open(port)) {
			connection.send("POST " + PATH, all.toArray(String[]::new));
			connection.write(body);
			return connection.read();
		}
	}

	private static String basic(String user) {
		return "Authorization: Basic "
				+ Base64.getEncoder().encodeToString((user + ":secret").getBytes(StandardCharsets.UTF_8));
	}

	private static TestApplication.Builder application(Server server) {
		return TestApplication.on(server)
			.withRealEngine()
			.with(Checks.class)
			.with("management.endpoints.web.exposure.include=health,selftest,selftestmutes",
					"management.endpoint.selftestmutes.access=unrestricted", "selftest.check.slo.enabled=false");
	}

	/**
	 * A body that is refused.
	 *
	 * @param body the body
	 * @param parameter what the answer names
	 */
	private record Bad(String body, String parameter) {

	}

	@Configuration(proxyBeanMethods = false)
	static class Checks {

		@Bean
		Check stock() {
			return check("stock", Finding.fail("custom.stock", "no stock"));
		}

		@Bean
		Check price() {
			return check("price", Finding.pass("custom.price", "has a price"));
		}

		private static Check check(String id, Finding finding) {
			return new Check() {

				@Override
				public CheckDefinition definition() {
					return CheckDefinition.builder(id).groups("canary").build();
				}

				@Override
				public CheckResult run(CheckContext context) {
					return CheckResult.of(finding);
				}

			};
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Users {

		@Bean
		UserDetailsService users() {
			return new InMemoryUserDetailsManager(
					User.withUsername("monitor").password("{noop}secret").roles("MONITOR").build(),
					User.withUsername("guest").password("{noop}secret").roles("GUEST").build());
		}

	}

}
