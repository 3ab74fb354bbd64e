package io.github.selftest.boot.synthetic;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.web.SecurityFilterChain;

import io.github.selftest.boot.check.LoopbackSigner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Synthetic requests to services of other shapes.
 */
@ExtendWith(OutputCaptureExtension.class)
class SyntheticInHostTests {

	@TempDir
	static Path folder;

	private static Shop shop;

	@BeforeAll
	static void start() {
		shop = Shop.onTomcat(Shop.keys("management.server.port=0",
				"management.endpoints.web.exposure.include=health,selftest,loggers",
				"management.endpoint.selftest.access=unrestricted", "server.tomcat.accesslog.enabled=true",
				"server.tomcat.accesslog.buffered=false", "server.tomcat.accesslog.directory=" + folder,
				"server.tomcat.accesslog.pattern=%U %s %{selftest.synthetic}r", "selftest.groups.own.deadline=1m",
				"selftest.endpoint.post-groups=own", "selftest.check.http.checks.read.request.path=/who/self?token=a",
				"selftest.check.http.checks.read.groups=own", "selftest.check.http.checks.read.expect.status=200",
				"selftest.check.http.checks.signIn.request.path=/auth/token",
				"selftest.check.http.checks.signIn.request.method=POST", "selftest.check.http.checks.signIn.groups=own",
				"selftest.check.http.checks.signIn.request.json={}",
				"selftest.check.http.checks.signIn.expect.status=200",
				"selftest.check.http.checks.order.request.path=/orders",
				"selftest.check.http.checks.order.request.method=POST",
				"selftest.check.http.checks.order.request.json={\"a\":1}",
				"selftest.check.http.checks.order.request.headers.x-synthetic-tenant=any-tenant",
				"selftest.check.http.checks.order.groups=own", "selftest.check.http.checks.order.expect.status=200",
				"selftest.check.http.checks.noGrant.request.path=/orders",
				"selftest.check.http.checks.noGrant.request.method=POST",
				"selftest.check.http.checks.noGrant.groups=own", "selftest.check.http.checks.noGrant.expect.status=403",
				"selftest.check.http.checks.health.request.path=/actuator/health",
				"selftest.check.http.checks.health.request.port=management",
				"selftest.check.http.checks.health.groups=own", "selftest.check.http.checks.health.expect.status=200"));
	}

	@AfterAll
	static void stop() {
		shop.close();
	}

	@Test
	void markIsTreatedTheSameOnTheManagementPort() throws IOException {
		Attempt health = Attempt.order().line("GET", "/actuator/health").tenant("").body("");
		double verified = shop.count("verified", "none");
		Attempt.Sent sent = health.sent();
		assertThat(sent.send(shop.managementPort()).status()).isEqualTo(200);
		assertThat(shop.count("verified", "none")).isEqualTo(verified + 1);
		double replayed = shop.count("rejected", "replayed");
		assertThat(sent.send(shop.managementPort()).status()).isEqualTo(200);
		assertThat(shop.count("rejected", "replayed")).isEqualTo(replayed + 1);
		Wire.Reply unsafe = Wire.send(shop.managementPort(), "POST", "/actuator/loggers/a",
				List.of("X-Synthetic-Request: true"), new byte[0]);
		assertThat(unsafe.status()).isEqualTo(403);
		assertThat(unsafe.header("X-Synthetic-Decision")).isEqualTo("rejected");
		assertThat(health.nonce("another-0123456789")
			.line("POST", "/actuator/loggers/a")
			.send(shop.managementPort())
			.body()).contains("synthetic.no-grant");
	}

	@Test
	void nonceIsGoodOnOnePortOnly() throws IOException {
		Attempt.Sent sent = Attempt.order().line("GET", "/actuator/health").tenant("").body("").sent();
		assertThat(sent.send(shop.managementPort()).status()).isEqualTo(200);
		double replayed = shop.count("rejected", "replayed");
		sent.send(shop.port());
		assertThat(shop.count("rejected", "replayed")).isEqualTo(replayed + 1);
	}

	@Test
	void requestsOfTheServiceToItselfAreSignedAndKeepTheSameRules(CapturedOutput output) throws IOException {
		double noGrant = shop.count("refused", "no-grant");
		double rejected = rejected();
		Wire.Reply run = Wire.send(shop.managementPort(), "POST", "/actuator/selftest/own?wait=30s", List.of(),
				new byte[0]);
		assertThat(run.body()).contains("\"verdict\":\"PASS\"", "\"score\":1.0");
		assertThat(shop.count("refused", "no-grant")).isEqualTo(noGrant + 1);
		assertThat(rejected()).isEqualTo(rejected);
		await().untilAsserted(() -> assertThat(output).contains(
				"key=self run=- tenant=any-tenant fault=- method=POST path=/orders status=200",
				"key=self run=- tenant=- fault=- method=GET path=/who/{name} status=200",
				"A check of this service was refused POST /orders; name it in 'selftest.synthetic.read-only-paths'"));
	}

	@Test
	void accessLogShowsTheMark() throws IOException {
		Attempt attempt = Attempt.order().line("GET", "/who/logged").body("").changedHeaders((headers) -> {
			headers.add("X-Synthetic-Run: deploy-7");
			return headers;
		});
		attempt.send(shop.port());
		shop.send("GET", "/who/anybody");
		await().untilAsserted(
				() -> assertThat(accessLog()).contains("/who/logged 200 ci/deploy-7\n", "/who/anybody 200 -\n"));
	}

	@Test
	void asyncAndFailedRequestsAreLoggedOnceWithTheirStatus(CapturedOutput output) throws IOException {
		assertThat(shop.send(Shop.CI, "GET", "/async/me").body()).isEqualTo("ci - true null");
		assertThat(shop.send(Shop.CI, "GET", "/redispatched/me").status()).isEqualTo(418);
		assertThat(shop.send(Shop.CI, "GET", "/broken").status()).isEqualTo(500);
		assertThat(shop.send(Shop.CI, "GET", "/nowhere%0d%0ainjected").status()).isIn(400, 404);
		// an answer may come before the line on it
		await().untilAsserted(() -> {
			assertThat(output.getAll().lines()).filteredOn((line) -> line.contains("path=/redispatched/{name}"))
				.singleElement()
				.asString()
				.contains("status=418");
			assertThat(output.getAll().lines()).filteredOn((line) -> line.contains("path=/broken"))
				.singleElement()
				.asString()
				.contains("status=500");
			assertThat(output.getAll().lines()).filteredOn((line) -> line.contains("path=/async/{name}")).hasSize(1);
		});
	}

	@Test
	void rejectedClaimsAreWarnedOfNowAndThenOnly(CapturedOutput output) throws IOException {
		for (int i = 0; i < 20; i++) {
			shop.send("GET", "/who/" + i, "X-Synthetic-Request: true");
		}
		assertThat(output.getAll().lines().filter((line) -> line.contains("said that it is synthetic and is not")))
			.hasSizeLessThanOrEqualTo(2);
	}

	/**
	 * A signature opens our own filters, and nothing of the host.
	 */
	@Test
	void securityOfTheHostHasTheLastWord() throws IOException {
		try (Shop secured = Shop.secured(WithSecurity.class, Shop.keys())) {
			assertThat(secured.send(Shop.CI, "GET", "/who/me").status()).isEqualTo(401);
			Wire.Reply order = secured.send(Shop.CI, "POST", "/orders", "{}");
			assertThat(order.status()).isIn(401, 403);
			assertThat(order.body()).doesNotContain("synthetic.");
			assertThat(secured.served()).isEmpty();
			assertThat(secured.send("POST", "/orders", "X-Synthetic-Request: true").body())
				.contains("synthetic.claim-rejected");
		}
	}

	@Test
	void withoutAKeyTheMarkIsIgnoredAndOneLineSaysSo(CapturedOutput output) throws IOException {
		try (Shop plain = Shop.onTomcat()) {
			assertThat(plain.context().getBeanNamesForType(SyntheticGate.class)).isEmpty();
			assertThat(plain.context().getBeanNamesForType(LoopbackSigner.class)).isEmpty();
			assertThat(plain.send("POST", "/auth/token", "X-Synthetic-Request: true").body())
				.isEqualTo("user - null null -");
			assertThat(plain.send(Shop.CI, "GET", "/who/me").body()).isEqualTo("user - null null");
			assertThat(output.getAll().lines()).filteredOn((line) -> line.contains("The mark 'X-Synthetic-Request'"))
				.singleElement()
				.asString()
				.contains("INFO")
				.endsWith("is ignored, as no key is configured below 'selftest.synthetic.keys'");
		}
	}

	private static double rejected() {
		return Stream.of(Reason.values())
			.filter((reason) -> !reason.isVerified())
			.mapToDouble((reason) -> shop.count("rejected", reason.text()))
			.sum();
	}

	private static String accessLog() throws IOException {
		try (Stream<Path> files = Files.list(folder)) {
			StringBuilder log = new StringBuilder();
			for (Path file : files.toList()) {
				log.append(Files.readString(file));
			}
			return log.toString();
		}
	}

	@Configuration(proxyBeanMethods = false)
	@Import(Shop.Service.class)
	static class WithSecurity {

		@Bean
		SecurityFilterChain chain(HttpSecurity http) throws Exception {
			return http.authorizeHttpRequests((requests) -> requests.anyRequest().authenticated())
				.httpBasic(Customizer.withDefaults())
				.build();
		}

	}

}
