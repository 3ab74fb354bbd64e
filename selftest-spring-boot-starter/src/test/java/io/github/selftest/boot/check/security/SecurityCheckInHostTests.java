package io.github.selftest.boot.check.security;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.security.autoconfigure.SecurityAutoConfiguration;
import org.springframework.boot.security.autoconfigure.UserDetailsServiceAutoConfiguration;
import org.springframework.boot.security.autoconfigure.web.servlet.SecurityFilterAutoConfiguration;
import org.springframework.boot.security.autoconfigure.web.servlet.ServletWebSecurityAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ResponseBody;

import io.github.selftest.api.CheckResult;
import io.github.selftest.api.Finding;
import io.github.selftest.api.Status;
import io.github.selftest.boot.check.TestService;
import io.github.selftest.boot.engine.CompletedRun;
import io.github.selftest.boot.engine.Engine;
import io.github.selftest.boot.engine.Verdict;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests in whole services, run by the engine: the same service with and without Spring
 * Security.
 */
@Timeout(60)
class SecurityCheckInHostTests {

	private static final String SECRET = TestPages.SECRET;

	private static final Duration LATEST = Duration.ofMinutes(1);

	private static final String[] PROPERTIES = { "management.endpoints.web.exposure.include=*",
			"management.endpoint.env.show-values=always", "management.endpoint.heapdump.access=unrestricted",
			"management.endpoint.shutdown.access=unrestricted", "selftest.schedule.enabled=false",
			"server.forward-headers-strategy=framework", "spring.web.error.include-stacktrace=always",
			"spring.security.user.password=" + SECRET, "shop.secret=" + SECRET, "selftest.check.security.paths=/shop",
			"selftest.check.security.error-path=/broken?token=" + SECRET,
			"selftest.check.security.protected-paths=/actuator/env,/shop", "selftest.check.security.sign-in.path=/shop",
			"logging.level.root=OFF" };

	private static final String EXCLUDED = "spring.autoconfigure.exclude="
			+ "org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration,"
			+ "org.springframework.boot.jetty.autoconfigure.servlet.JettyServletWebServerAutoConfiguration";

	private static final String WITHOUT_SECURITY = ","
			+ "org.springframework.boot.security.autoconfigure.UserDetailsServiceAutoConfiguration,"
			+ "org.springframework.boot.security.autoconfigure.actuate.web.servlet.ManagementWebSecurityAutoConfiguration,"
			+ "org.springframework.boot.security.autoconfigure.web.servlet.ServletWebSecurityAutoConfiguration,"
			+ "org.springframework.boot.security.autoconfigure.web.servlet.SecurityFilterAutoConfiguration";

	@Test
	void anOpenServiceIsToldWhatIsOpenAndKeepsItsRelease() throws Exception {
		try (ConfigurableApplicationContext service = start(EXCLUDED + WITHOUT_SECURITY)) {
			CheckResult actuator = resultOf(service, "securityActuator");
			assertThat(actuator.findings()).extracting(Finding::status)
				.containsExactly(Status.WARN, Status.FAIL, Status.WARN, Status.FAIL, Status.FAIL);
			assertThat(SecurityRuns.only(actuator, SecurityRule.ACTUATOR_WRITABLE).observed()).contains("'shutdown'");
			CheckResult paths = resultOf(service, "securityProtectedPaths");
			assertThat(paths.status()).isEqualTo(Status.FAIL);
			CheckResult errors = resultOf(service, "securityErrors");
			assertThat(SecurityRuns.of(errors, SecurityRule.ERROR_STACK_TRACE)).hasSize(2)
				.allSatisfy((finding) -> assertThat(finding.status()).isEqualTo(Status.FAIL));
			assertThat(resultOf(service, "securityHeaders").status()).isEqualTo(Status.WARN);
			assertThat(verdict(service).status()).isEqualTo(Status.WARN);
			assertThatNothingSecretIsPublished(service);
		}
	}

	@Test
	void theSameServiceBehindSpringSecurityPasses() throws Exception {
		try (ConfigurableApplicationContext service = start(EXCLUDED)) {
			assertThat(resultOf(service, "securityActuator").status()).isEqualTo(Status.PASS);
			CheckResult paths = resultOf(service, "securityProtectedPaths");
			assertThat(paths.findings()).hasSize(2)
				.allSatisfy((finding) -> assertThat(finding.status()).isEqualTo(Status.PASS));
			CheckResult headers = resultOf(service, "securityHeaders");
			assertThat(SecurityRuns.only(headers, SecurityRule.HEADER_HSTS).status()).isEqualTo(Status.PASS);
			assertThat(SecurityRuns.only(headers, SecurityRule.HEADER_NOSNIFF).status()).isEqualTo(Status.PASS);
			assertThat(resultOf(service, "securitySignIn").status()).isEqualTo(Status.PASS);
			CheckResult settings = resultOf(service, "securitySettings");
			assertThat(SecurityRuns.only(settings, SecurityRule.DEFAULT_USER).status()).isEqualTo(Status.WARN);
			assertThatNothingSecretIsPublished(service);
		}
	}

	@Test
	void aDefaultPasswordThatWorksIsFound() {
		try (ConfigurableApplicationContext service = TestPages.start(new Class<?>[] { WithSecurity.class },
				"spring.security.user.password=password", "selftest.check.security.sign-in.path=/json")) {
			CheckResult result = SecurityRuns.run(service, "securitySignIn");
			assertThat(result.status()).isEqualTo(Status.FAIL);
			assertThat(result.findings()).singleElement()
				.satisfies((finding) -> assertThat(finding.observed()).isEqualTo("200"));
			assertThat(TestPages.requests(service)).hasSize(1);
		}
	}

	private static void assertThatNothingSecretIsPublished(ConfigurableApplicationContext service) throws Exception {
		for (String id : SecurityRuns.ids(service)) {
			assertThat(SecurityRuns.text(resultOf(service, id))).doesNotContain(SECRET);
		}
		assertThat(verdict(service).reason()).doesNotContain(SECRET);
	}

	private static Verdict verdict(ConfigurableApplicationContext service) throws Exception {
		Engine engine = service.getBean(Engine.class);
		return engine.run("continuous", LATEST).get(30, TimeUnit.SECONDS);
	}

	private static CheckResult resultOf(ConfigurableApplicationContext service, String check) throws Exception {
		Engine engine = service.getBean(Engine.class);
		String group = engine.check(check).orElseThrow().definition().groups().iterator().next();
		CompletedRun run = engine.run(group, check, LATEST).get(30, TimeUnit.SECONDS).latest();
		assertThat(run).isNotNull();
		return run.result();
	}

	/**
	 * Start the service. A later property replaces an earlier one of the same name.
	 */
	private static ConfigurableApplicationContext start(String... properties) {
		Map<String, String> byName = new LinkedHashMap<>();
		Stream.concat(Stream.of(PROPERTIES), Stream.of(properties))
			.forEach((property) -> byName.put(property.split("=", 2)[0], property));
		return TestService.start(new Class<?>[] { Shop.class }, byName.values().toArray(String[]::new));
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Shop {

		@Bean
		ShopController shop() {
			return new ShopController();
		}

	}

	@Configuration(proxyBeanMethods = false)
	@ImportAutoConfiguration({ SecurityAutoConfiguration.class, UserDetailsServiceAutoConfiguration.class,
			ServletWebSecurityAutoConfiguration.class, SecurityFilterAutoConfiguration.class })
	static class WithSecurity {

	}

	@Controller
	static class ShopController {

		@GetMapping("/shop")
		@ResponseBody
		String shop() {
			return "eggs";
		}

		@GetMapping("/broken")
		String broken() {
			throw new IllegalStateException(SECRET);
		}

	}

}
