package io.github.selftest.boot.host;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

import org.junit.jupiter.api.Test;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.core.annotation.Order;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.web.SecurityFilterChain;

import io.github.selftest.boot.endpoint.DocumentedSecurity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Services behind Spring Security.
 */
class SecuredHostTests {

	private static final String[] PROPERTIES = { "management.endpoints.web.exposure.include=health,selftest",
			"spring.security.user.name=monitor", "spring.security.user.password=secret",
			"spring.security.user.roles=MONITOR", "management.endpoint.selftest.access=unrestricted" };

	private static final String[] MONITOR = { "Authorization",
			"Basic " + Base64.getEncoder().encodeToString("monitor:secret".getBytes(StandardCharsets.UTF_8)) };

	@Test
	void staysTheSameBehindTheDefaultsOfBoot() throws Exception {
		try (Pair pair = Pair.ofSecured(PlainService.class, PROPERTIES)) {
			pair.hasTheSameBeans()
				.answersTheSame("/hello/you", "/nope", "/actuator", "/actuator/health", "/actuator/health/diskSpace")
				.countsTheSame();
			assertThat(pair.with.get("/health").statusCode()).isEqualTo(200);
			assertThat(pair.with.get("/actuator/selftest/smoke").statusCode()).isEqualTo(401);
			await().until(() -> pair.with.get("/actuator/selftest/smoke", MONITOR).statusCode() == 200);
		}
	}

	@Test
	void staysTheSameBehindAChainOfTheHostAndTheDocumentedOne() throws Exception {
		try (Pair pair = Pair.ofSecured(WithChains.class, PROPERTIES)) {
			pair.hasTheSameBeans()
				.answersTheSame("/hello/you", "/nope", "/actuator/health", "/health/deep")
				.countsTheSame();
			assertThat(pair.with.get("/health").statusCode()).as("the chain of the host denies what it does not know")
				.isEqualTo(401);
			assertThat(pair.with.get("/actuator/selftest/smoke").statusCode()).isEqualTo(401);
			assertThat(pair.with.send("POST", "/actuator/selftest/smoke?wait=30s", MONITOR).body())
				.contains("\"verdict\":\"PASS\"");
		}
	}

	@Configuration(proxyBeanMethods = false)
	@Import(DocumentedSecurity.class)
	static class WithChains extends PlainService {

		@Bean
		@Order(2)
		SecurityFilterChain rest(HttpSecurity http) throws Exception {
			http.authorizeHttpRequests((requests) -> requests.requestMatchers("/hello/**", "/actuator/health")
				.permitAll()
				.anyRequest()
				.authenticated());
			http.httpBasic((basic) -> basic.realmName("host"));
			return http.build();
		}

	}

}
