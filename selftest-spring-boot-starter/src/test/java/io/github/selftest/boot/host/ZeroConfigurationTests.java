package io.github.selftest.boot.host;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import jakarta.servlet.Filter;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import io.github.selftest.api.Status;
import io.github.selftest.boot.OwnThreads;
import io.github.selftest.boot.TestPostgres;
import io.github.selftest.boot.engine.CheckReport;
import io.github.selftest.boot.engine.Engine;
import io.github.selftest.boot.engine.Verdict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * A service with web, Actuator and JDBC gets the dependency and nothing else.
 */
class ZeroConfigurationTests {

	private static EmbeddedPostgres database;

	@BeforeAll
	static void startDatabase() {
		try {
			database = TestPostgres.start();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	@AfterAll
	static void stopDatabase() throws IOException {
		database.close();
	}

	@Test
	void healthStaysAsItWas() throws Exception {
		try (Host without = start("selftest.enabled=false", "management.endpoint.health.show-details=always");
				Host with = start("management.endpoint.health.show-details=always")) {
			HttpResponse<String> before = without.get("/actuator/health");
			HttpResponse<String> after = with.get("/actuator/health");
			assertThat(before.body()).contains("\"db\"");
			assertThat(stable(after)).isEqualTo(stable(before));
			assertThat(stable(with.get("/actuator"))).isEqualTo(stable(without.get("/actuator")));
		}
	}

	@Test
	void theVerdictsAreThoseThatTheQuickStartPromises() throws Exception {
		String exposed = "management.endpoints.web.exposure.include=health,selftest";
		try (Host host = start(exposed)) {
			await().until(() -> host.get("/actuator/selftest/smoke").statusCode() == 200);
			assertThat(host.get("/actuator/selftest/smoke").body()).startsWith(
					"{\"schema\":1,\"group\":\"smoke\",\"verdict\":\"PASS\",\"rawVerdict\":\"PASS\",\"pass\":true,"
							+ "\"fail\":false,\"reason\":\"ok\",");
			assertThat(host.engine().verdict("smoke").orElseThrow().checks()).extracting(CheckReport::id)
				.contains("healthDiskSpace", "poolMain")
				.doesNotContain("healthDb");
		}
		try (Host host = start(exposed, "selftest.check.health.enabled=false", "selftest.check.pool.enabled=false")) {
			HttpResponse<String> smoke = host.get("/actuator/selftest/smoke");
			assertThat(smoke.statusCode()).isEqualTo(424);
			assertThat(smoke.body()).startsWith(
					"{\"schema\":1,\"group\":\"smoke\",\"verdict\":\"INCONCLUSIVE\",\"rawVerdict\":\"INCONCLUSIVE\","
							+ "\"pass\":false,\"fail\":false,\"reason\":\"group 'smoke' has no checks\"");
		}
	}

	@Test
	void theEndpointIsNotThereUnlessExposed() throws Exception {
		try (Host host = start()) {
			assertThat(host.get("/actuator/selftest").statusCode()).isEqualTo(404);
		}
	}

	@Test
	void sendsItselfNoTraffic() throws Exception {
		try (Host host = start()) {
			AtomicInteger requests = host.context().getBean(AtomicInteger.class);
			host.get("/actuator/health");
			Engine engine = host.context().getBean(Engine.class);
			await().until(() -> !engine.checks().isEmpty() && engine.checks()
				.stream()
				.allMatch((check) -> check.latest() != null || check.definition().groups().equals(Set.of("deep"))));
			Verdict verdict = engine.verdict("continuous").orElseThrow();
			// the class path of these tests has Spring Security, whose default user is
			// warned of
			assertThat(verdict.status().isPassing()).as(verdict.reason()).isTrue();
			assertThat(engine.check("poolMain").orElseThrow().status()).isEqualTo(Status.PASS);
			assertThat(requests).hasValue(1);
			assertThat(engine.checks()).extracting((check) -> check.definition().kind())
				.containsOnly("health", "pool", "security", "http-cache", "slo");
		}
	}

	@Test
	void startsNoThreadWhenNothingIsChecked() {
		OwnThreads threads = OwnThreads.fromNow();
		try (Host host = start("selftest.check.health.enabled=false", "selftest.check.security.enabled=false",
				"selftest.check.http-cache.enabled=false", "selftest.check.pool.enabled=false",
				"selftest.check.slo.enabled=false", "selftest.check.fallback.enabled=false")) {
			assertThat(host.context().getBean(Engine.class).checks()).isEmpty();
			assertThat(threads.names()).isEmpty();
		}
	}

	@Test
	void leavesNothingBehindWhenDisabled() {
		try (Host host = start("selftest.enabled=false", "management.endpoints.web.exposure.include=*")) {
			assertThat(host.context().getBeanDefinitionNames()).extracting((name) -> host.context().getType(name))
				.filteredOn(Objects::nonNull)
				.extracting(Class::getName)
				.noneMatch((name) -> name.startsWith("io.github.selftest.boot")
						&& !name.startsWith(ZeroConfigurationTests.class.getName()));
		}
	}

	/** How fast the first query is on this machine is not the matter. */
	private static Host start(String... properties) {
		return Host.start(Service.class,
				Host.concat(
						new String[] { "spring.datasource.url=" + database.getJdbcUrl("postgres", "postgres"),
								"selftest.check.pool.acquire-limit=10s", "selftest.check.pool.query-limit=10s" },
						properties));
	}

	private static String stable(HttpResponse<String> response) {
		Map<String, List<String>> headers = new TreeMap<>(response.headers().map());
		headers.remove("date");
		String body = response.body().replaceAll("\"free\":\\d+", "\"free\":0").replaceAll("127.0.0.1:\\d+", "host");
		return response.statusCode() + " " + headers + " " + body;
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Service {

		@Bean
		AtomicInteger requests() {
			return new AtomicInteger();
		}

		@Bean
		Filter countingFilter(AtomicInteger requests) {
			return (request, response, chain) -> {
				requests.incrementAndGet();
				chain.doFilter(request, response);
			};
		}

	}

}
