package io.github.selftest.boot.endpoint;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
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

import io.github.selftest.api.Status;
import io.github.selftest.boot.endpoint.TestApplication.Server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Tests for the endpoint behind Spring Security.
 */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class EndpointSecurityTests {

	private static final String PATH = "/actuator/selftest/canary";

	@ParameterizedTest
	@EnumSource
	void defaultsOfBootGuardTheEndpointLikeAnyOther(Server server) throws IOException {
		try (TestApplication application = start(TestApplication.on(server), "selftest.endpoint.roles=MONITOR")) {
			int port = application.port();
			assertThat(RawConnection.exchange(port, "GET " + PATH).status()).isEqualTo(401);
			assertThat(RawConnection.exchange(port, "POST " + PATH, basic("monitor")).status()).as("no CSRF token")
				.isEqualTo(401);
			assertThat(application.engine().runs).isEmpty();
			assertThat(RawConnection.exchange(port, "GET " + PATH, basic("monitor")).json().get("checks"))
				.isNotEqualTo(Map.of());
			assertThat(RawConnection.exchange(port, "GET " + PATH, basic("guest")).json())
				.containsEntry("checks", Map.of())
				.containsEntry("verdict", "PASS");
		}
	}

	@ParameterizedTest
	@CsvSource({ "TOMCAT,management.server.port=", "JETTY,management.server.port=0" })
	void documentedChainOpensItToMonitors(Server server, String port) throws IOException {
		try (TestApplication application = start(TestApplication.on(server).with(DocumentedSecurity.class), port)) {
			assertThatMonitorsMayDoEverything(application);
			assertThatOthersGetJson(application.managementPort());
			assertThatLongPollsAreAnswered(application);
		}
	}

	@Test
	void documentedChainIsTheOneThatIsTried() throws IOException {
		String source = Files
			.readString(Path.of("src/test/java/io/github/selftest/boot/endpoint/DocumentedSecurity.java"));
		String chain = source.substring(source.indexOf("// docs: begin") + 14, source.indexOf("// docs: end"));
		assertThat(Files.readString(Path.of("../docs/endpoint.md"))).containsIgnoringWhitespaces(chain);
	}

	private static void assertThatMonitorsMayDoEverything(TestApplication application) throws IOException {
		int port = application.managementPort();
		RawReply read = RawConnection.exchange(port, "GET " + PATH, basic("monitor"));
		assertThat(read.status()).isEqualTo(200);
		assertThat(read.header("Cache-Control")).isEqualTo("no-store");
		assertThat(read.json().get("checks")).isNotEqualTo(Map.of());
		assertThat(read.header("Set-Cookie")).isNull();
		RawReply run = RawConnection.exchange(port, "POST " + PATH, basic("monitor"));
		assertThat(run.status()).isEqualTo(200);
		assertThat(run.header("Connection")).isEqualTo("close");
	}

	private static void assertThatOthersGetJson(int port) throws IOException {
		for (String method : new String[] { "GET ", "POST " }) {
			RawReply anonymous = RawConnection.exchange(port, method + PATH);
			assertThat(anonymous.status()).isEqualTo(401);
			assertThat(anonymous.header("Content-Type")).isEqualTo("application/json");
			assertThat(anonymous.json()).containsEntry("status", 401);
			RawReply guest = RawConnection.exchange(port, method + PATH, basic("guest"));
			assertThat(guest.status()).isEqualTo(403);
			assertThat(guest.json()).containsEntry("status", 403);
			RawReply wrong = RawConnection.exchange(port, method + PATH, "Authorization: Basic eDp5");
			assertThat(wrong.status()).isEqualTo(401);
			assertThat(wrong.json()).containsEntry("status", 401);
		}
	}

	private static void assertThatLongPollsAreAnswered(TestApplication application) throws IOException {
		FakeEngine engine = application.engine();
		engine.put(Samples.verdict("canary", Status.INCONCLUSIVE));
		try (RawConnection connection = RawConnection.open(application.managementPort())) {
			connection.send("GET " + PATH + "?wait=8", basic("monitor"));
			await().until(() -> !engine.waiting.isEmpty());
			engine.conclude(Samples.verdict("canary", Status.PASS));
			RawReply reply = connection.read();
			assertThat(reply.status()).isEqualTo(200);
			assertThat(reply.json()).containsEntry("verdict", "PASS");
		}
	}

	private static TestApplication start(TestApplication.Builder builder, String... properties) {
		return builder.secured()
			.with(Users.class)
			.with("selftest.endpoint.show-details=when-authorized")
			.with(properties)
			.start();
	}

	private static String basic(String user) {
		byte[] credentials = (user + ":secret").getBytes(StandardCharsets.UTF_8);
		return "Authorization: Basic " + Base64.getEncoder().encodeToString(credentials);
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
