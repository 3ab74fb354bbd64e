package io.github.selftest.benchmarks.host;

import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Profile;

/**
 * Six health indicators that cost nothing.
 */
@Configuration(proxyBeanMethods = false)
@Profile("components")
class SixComponents {

	@Bean
	HealthIndicator one() {
		return up();
	}

	@Bean
	HealthIndicator two() {
		return up();
	}

	@Bean
	HealthIndicator three() {
		return up();
	}

	@Bean
	HealthIndicator four() {
		return up();
	}

	@Bean
	HealthIndicator five() {
		return up();
	}

	@Bean
	HealthIndicator six() {
		return up();
	}

	private static HealthIndicator up() {
		return () -> Health.up().build();
	}

}
