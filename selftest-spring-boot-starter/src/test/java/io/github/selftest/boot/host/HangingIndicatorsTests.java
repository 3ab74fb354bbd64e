package io.github.selftest.boot.host;

import java.net.http.HttpResponse;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.springframework.boot.health.contributor.CompositeHealthContributor;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthContributor;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * A service with ten health indicators that take their time.
 */
class HangingIndicatorsTests {

	private static final int INDICATORS = 10;

	private static final String[] PROPERTIES = { "management.endpoints.web.exposure.include=health,selftest",
			"management.endpoint.selftest.access=unrestricted", "selftest.check.health.deadline=1m" };

	@Test
	void nobodyWaitsForThemAndTheyRunSideBySide() throws Exception {
		try (Host host = Host.start(Service.class, PROPERTIES)) {
			Slow slow = host.context().getBean(Slow.class);
			// all ten run at once, so a refresh takes as long as the slowest of them
			assertThat(slow.running.await(60, TimeUnit.SECONDS)).isTrue();
			for (String group : new String[] { "smoke", "continuous", "canary", "deep" }) {
				assertThat(host.get("/actuator/selftest/" + group).statusCode()).isEqualTo(424);
			}
			assertThat(host.get("/actuator/selftest").statusCode()).isEqualTo(200);
			assertThat(host.get("/actuator/health/selftest").body()).contains("UNKNOWN");
			HttpResponse<String> health = host.get("/health");
			assertThat(health.statusCode()).isEqualTo(200);
			assertThat(health.body()).isEqualTo("{\"status\":\"warn\"}");
			CompletableFuture<HttpResponse<String>> post = host.postAsync("/actuator/selftest/smoke?wait=1m");
			assertThat(slow.release.getCount()).as("all of this was answered while they hung").isOne();
			slow.release.countDown();
			assertThat(post.get(60, TimeUnit.SECONDS).body()).contains("\"verdict\":\"PASS\"");
			await().until(() -> host.get("/health").body().equals("{\"status\":\"ok\"}"));
		}
	}

	@Configuration(proxyBeanMethods = false)
	static class Service extends PlainService {

		@Bean
		Slow slow() {
			return new Slow();
		}

		@Bean
		CompositeHealthContributor slowOnes(Slow slow) {
			Map<String, HealthContributor> contributors = new TreeMap<>();
			IntStream.range(0, INDICATORS)
				.forEach((number) -> contributors.put("slow" + number, (HealthIndicator) slow::health));
			return CompositeHealthContributor.fromMap(contributors);
		}

	}

	static final class Slow {

		final CountDownLatch running = new CountDownLatch(INDICATORS);

		final CountDownLatch release = new CountDownLatch(1);

		Health health() {
			this.running.countDown();
			try {
				this.release.await();
				return Health.up().build();
			}
			catch (InterruptedException ex) {
				Thread.currentThread().interrupt();
				return Health.down().build();
			}
		}

	}

}
