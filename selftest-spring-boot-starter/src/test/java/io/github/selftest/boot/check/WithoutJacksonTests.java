package io.github.selftest.boot.check;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.boot.web.servlet.ServletRegistrationBean;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.NestedExceptionUtils;

import io.github.selftest.api.Finding;
import io.github.selftest.api.LoopbackClient;
import io.github.selftest.api.SelfTest;
import io.github.selftest.boot.check.http.HttpCheckAutoConfiguration;
import io.github.selftest.boot.engine.CompletedRun;
import io.github.selftest.boot.engine.Engine;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests of a service that has everything but Jackson.
 */
@Timeout(60)
class WithoutJacksonTests {

	private static final String PRODUCTS = "selftest.check.http.checks.products.";

	private static final String REMEDY = "Add the dependency 'org.springframework.boot:spring-boot-starter-jackson'";

	@SuppressWarnings("NullAway.Init")
	private static List<String> findings;

	@BeforeAll
	static void runTheChecksOfAService() throws Exception {
		findings = ClassPathWithoutJackson.run(RunningService.class);
	}

	@Test
	void declaredCheckOfStatusAndHeadersPasses() {
		assertThat(findings).filteredOn((line) -> line.startsWith("products "))
			.containsExactly("products PASS http.status of '200'", "products PASS http.header of 'application/json'",
					"products PASS http.header of 'application/json'", "products PASS http.header of '36'");
	}

	@Test
	void methodThatExpectsJsonIsInconclusive() {
		assertThat(findings).filteredOn((line) -> line.startsWith("expectsJson "))
			.containsExactly("expectsJson PASS method.status of '200'",
					"expectsJson INCONCLUSIVE method.no-json-library of 'no Jackson 3 on the class path', " + REMEDY);
	}

	@Test
	void methodThatReadsJsonIsInconclusive() {
		assertThat(findings).filteredOn((line) -> line.startsWith("readsJson "))
			.containsExactly(
					"readsJson INCONCLUSIVE method.no-json-library of 'no Jackson 3 on the class path', " + REMEDY);
	}

	@Test
	void declaredExpectationOfJsonFailsTheStart() throws Exception {
		assertThat(ClassPathWithoutJackson.run(DeclaredExpectationOfJson.class)).containsExactly(
				PRODUCTS + "expect.json", "'JSON without a library that reads it'",
				"JSON in a service with Jackson 3 on the class path", REMEDY + ", or remove the property.");
	}

	@Test
	void declaredBodyOfJsonFailsTheStart() throws Exception {
		assertThat(ClassPathWithoutJackson.run(DeclaredBodyOfJson.class)).containsExactly(PRODUCTS + "request.json",
				"'JSON without a library that reads it'", "JSON in a service with Jackson 3 on the class path",
				REMEDY + ", or remove the property.");
	}

	private static List<String> mistakeIn(String... properties) {
		List<String> mistake = new ArrayList<>();
		new WebApplicationContextRunner()
			.withConfiguration(AutoConfigurations.of(LoopbackAutoConfiguration.class, HttpCheckAutoConfiguration.class))
			.withPropertyValues(PRODUCTS + "request.path=/products")
			.withPropertyValues(properties)
			.run((context) -> {
				Throwable failure = Objects.requireNonNull(context.getStartupFailure());
				SelfTestConfigurationException cause = (SelfTestConfigurationException) NestedExceptionUtils
					.getMostSpecificCause(failure);
				mistake.addAll(List.of(cause.property(), cause.seen(), cause.expected(), cause.remedy()));
			});
		return mistake;
	}

	static final class RunningService implements Callable<List<String>> {

		@Override
		public List<String> call() throws Exception {
			try (ConfigurableApplicationContext service = TestService.start(new Class<?>[] { Service.class },
					PRODUCTS + "request.path=/products", PRODUCTS + "expect.status=200",
					PRODUCTS + "expect.headers[0]=Content-Type contains json",
					PRODUCTS + "expect.headers[1]=Content-Type == \"application/json\"",
					PRODUCTS + "expect.headers[2]=Content-Length < 100")) {
				Engine engine = service.getBean(Engine.class);
				List<String> findings = new ArrayList<>();
				for (String check : List.of("products", "expectsJson", "readsJson")) {
					CompletedRun run = engine.run("smoke", check, Duration.ZERO).get(30, TimeUnit.SECONDS).latest();
					Objects.requireNonNull(run)
						.result()
						.findings()
						.forEach((finding) -> findings.add(check + " " + line(finding)));
				}
				return findings;
			}
		}

		private static String line(Finding finding) {
			String observed = "%s %s of '%s'".formatted(finding.status(), finding.code(), finding.observed());
			return (finding.remedy() != null) ? observed + ", " + finding.remedy() : observed;
		}

	}

	static final class DeclaredExpectationOfJson implements Callable<List<String>> {

		@Override
		public List<String> call() {
			return mistakeIn(PRODUCTS + "expect.json[0]=/0/price > 0");
		}

	}

	static final class DeclaredBodyOfJson implements Callable<List<String>> {

		@Override
		public List<String> call() {
			return mistakeIn(PRODUCTS + "request.method=POST", PRODUCTS + "request.json={}",
					PRODUCTS + "expect.status=200");
		}

	}

	/**
	 * Not on Tomcat, which can be there in one class loader only.
	 */
	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration(excludeName = {
			"org.springframework.boot.tomcat.autoconfigure.servlet.TomcatServletWebServerAutoConfiguration",
			"org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration",
			"org.springframework.boot.security.autoconfigure.actuate.web.servlet.ManagementWebSecurityAutoConfiguration",
			"org.springframework.boot.security.autoconfigure.web.servlet.SecurityFilterAutoConfiguration",
			"org.springframework.boot.security.autoconfigure.web.servlet.ServletWebSecurityAutoConfiguration" })
	static class Service {

		@Bean
		ServletRegistrationBean<TestService.ProductsServlet> products() {
			return new ServletRegistrationBean<>(new TestService.ProductsServlet(), "/products");
		}

		@Bean
		Shop shop() {
			return new Shop();
		}

	}

	static class Shop {

		@SelfTest
		void expectsJson(LoopbackClient client) {
			client.get("/products").send().expectStatus(200).expectJson("/0/price > 0");
		}

		@SelfTest
		void readsJson(LoopbackClient client) {
			assertThat(client.get("/products").send().json("/0/price")).isNotNull();
		}

	}

}
