package io.github.selftest.boot.host;

import java.net.http.HttpClient;

import io.micrometer.core.instrument.MeterRegistry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;

import io.github.selftest.api.Status;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Services with Spring MVC whose server, ports, paths and start are not the usual ones.
 */
class WebHostTests {

	private static final String EXPOSED = "management.endpoints.web.exposure.include=health,selftest";

	private static final String[] USER_PATHS = { "/hello/you", "/nope", "/broken", "/actuator/health",
			"/actuator/health/diskSpace", "/actuator/health/nope" };

	@Test
	void staysTheSame() throws Exception {
		staysTheSameWith();
	}

	@Test
	void staysTheSameWhenLazyAndWhereBeansMayBeOverridden() throws Exception {
		staysTheSameWith("spring.main.lazy-initialization=true", "spring.main.allow-bean-definition-overriding=true");
	}

	@Test
	void staysTheSameOverHttp2() throws Exception {
		try (Pair pair = Pair.of(PlainService.class, properties("server.http2.enabled=true"))) {
			pair.hasTheSameBeans().answersTheSame(USER_PATHS).countsTheSame();
			assertThat(pair.with.get("/health").version()).isEqualTo(HttpClient.Version.HTTP_2);
			assertThatItIsWell(pair.with);
		}
	}

	@Test
	@EnabledForJreRange(min = JRE.JAVA_21)
	void staysTheSameWithVirtualThreads() throws Exception {
		staysTheSameWith("spring.threads.virtual.enabled=true");
	}

	@Test
	void staysTheSameOnJetty() throws Exception {
		staysTheSameOnJettyOver(HttpClient.Version.HTTP_1_1);
	}

	@Test
	void staysTheSameOnJettyOverHttp2() throws Exception {
		staysTheSameOnJettyOver(HttpClient.Version.HTTP_2, "server.http2.enabled=true");
	}

	private static void staysTheSameOnJettyOver(HttpClient.Version version, String... own) throws Exception {
		String tomcat = "spring.autoconfigure.exclude=org.springframework.boot.tomcat.autoconfigure.servlet.TomcatServletWebServerAutoConfiguration,"
				+ "org.springframework.boot.security.autoconfigure.actuate.web.servlet.ManagementWebSecurityAutoConfiguration,"
				+ "org.springframework.boot.security.autoconfigure.web.servlet.ServletWebSecurityAutoConfiguration,"
				+ "org.springframework.boot.security.autoconfigure.web.servlet.SecurityFilterAutoConfiguration";
		HttpClient client = HttpClient.newHttpClient();
		String[] properties = properties(Host.with(tomcat, own));
		try (Pair pair = Pair.start((all) -> Host.start(PlainService.class, client, "http", all), properties)) {
			pair.hasTheSameBeans().answersTheSame(USER_PATHS).countsTheSame();
			assertThat(pair.with.get("/health").version()).isEqualTo(version);
			assertThatItIsWell(pair.with);
		}
	}

	@Test
	void staysTheSameBelowOtherPaths() throws Exception {
		String[] paths = { "server.servlet.context-path=/shop", "spring.mvc.servlet.path=/api",
				"management.endpoints.web.base-path=/manage" };
		try (Pair pair = Pair.of(PlainService.class, properties("/api/hello/self", paths))) {
			pair.hasTheSameBeans()
				.answersTheSame("/shop/api/hello/you", "/shop/api/manage/health", "/shop/nope", "/hello/you")
				.countsTheSame();
			assertThat(pair.with.get("/shop/api/hello/self").statusCode()).isEqualTo(200);
			assertThat(pair.with.get("/shop/api/health").statusCode()).isEqualTo(200);
			await().until(() -> pair.with.get("/shop/api/manage/selftest/smoke").statusCode() == 200);
			assertThat(pair.with.run("own").reason()).isEqualTo("ok");
		}
	}

	@Test
	void staysTheSameWithAPortOfItsOwnForActuator() throws Exception {
		try (Pair pair = Pair.of(PlainService.class,
				properties("management.server.port=0", "management.server.address=127.0.0.1"))) {
			pair.hasTheSameBeans()
				.hasTheSameManagementBeans()
				.answersTheSame("/hello/you", "/nope", "/broken", "/actuator/health", "/actuator/selftest")
				.answersTheSameOnTheManagementPort("/actuator/health", "/nope", "/health")
				.countsTheSame();
			assertThat(pair.with.get("/health").statusCode()).isEqualTo(200);
			await().until(() -> pair.with.getManagement("/actuator/selftest/smoke").statusCode() == 200);
			assertThat(pair.with.run("own").status()).isEqualTo(Status.PASS);
		}
	}

	@Test
	void leavesHealthToActuatorAtTheRoot() throws Exception {
		try (Pair pair = Pair.of(PlainService.class, properties("management.endpoints.web.base-path=/"))) {
			pair.hasTheSameBeans().answersTheSame("/health", "/hello/you", "/nope").countsTheSame();
			await().until(() -> pair.with.get("/selftest/smoke").body().contains("\"verdict\":\"PASS\""));
			assertThat(pair.with.run("own").status()).isEqualTo(Status.PASS);
		}
	}

	@Test
	void needsNoMeterRegistry() throws Exception {
		String metrics = "spring.autoconfigure.exclude=org.springframework.boot.micrometer.metrics.autoconfigure.MetricsAutoConfiguration,"
				+ "org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration,"
				+ "org.springframework.boot.micrometer.metrics.autoconfigure.export.prometheus.PrometheusMetricsExportAutoConfiguration,"
				+ "org.springframework.boot.micrometer.metrics.autoconfigure.export.simple.SimpleMetricsExportAutoConfiguration";
		try (Pair pair = Pair.of(PlainService.class, properties(metrics))) {
			assertThat(pair.with.context().getBeanProvider(MeterRegistry.class)).isEmpty();
			pair.hasTheSameBeans().answersTheSame(USER_PATHS);
			assertThatItIsWell(pair.with);
		}
	}

	@Test
	void isNotThereWhenEndpointsAreShutByDefault() throws Exception {
		try (Pair pair = Pair.of(PlainService.class, properties("management.endpoints.access.default=none"))) {
			pair.hasTheSameBeans()
				.answersTheSame("/hello/you", "/actuator/health", "/actuator/selftest", "/actuator/selftest/smoke")
				.countsTheSame();
			await().until(() -> pair.with.get("/health").body().equals("{\"status\":\"ok\"}"));
		}
	}

	private static void staysTheSameWith(String... properties) throws Exception {
		try (Pair pair = Pair.of(PlainService.class, properties(properties))) {
			pair.hasTheSameBeans().answersTheSame(USER_PATHS).countsTheSame();
			assertThatItIsWell(pair.with);
		}
	}

	private static void assertThatItIsWell(Host host) throws Exception {
		await().until(() -> host.get("/actuator/selftest/smoke").statusCode() == 200);
		await().until(() -> host.get("/health").body().equals("{\"status\":\"ok\"}"));
		assertThat(host.get("/actuator/health/selftest").statusCode()).isEqualTo(200);
		assertThat(host.run("own").status()).isEqualTo(Status.PASS);
	}

	private static String[] properties(String... own) {
		return properties("/hello/self", own);
	}

	private static String[] properties(String checkedPath, String[] own) {
		return Host.concat(new String[] { EXPOSED }, PlainService.ownCheck(checkedPath), own);
	}

}
