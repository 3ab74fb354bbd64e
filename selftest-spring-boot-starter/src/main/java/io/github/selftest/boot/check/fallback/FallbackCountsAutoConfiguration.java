package io.github.selftest.boot.check.fallback;

import io.github.resilience4j.spring6.fallback.FallbackDecorator;
import io.github.resilience4j.spring6.fallback.FallbackDecorators;
import io.github.resilience4j.spring6.fallback.FallbackExecutor;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.ImportRuntimeHints;

import io.github.selftest.boot.check.ConditionalOnCheck;

/**
 * Auto-configuration for counting the fallbacks that run. Apart from that of the kind, as
 * the decorator has to be there before Resilience4j collects all of them.
 *
 * @since 0.1.0
 */
@AutoConfiguration(
		beforeName = { "io.github.resilience4j.springboot.circuitbreaker.autoconfigure.CircuitBreakerAutoConfiguration",
				"io.github.resilience4j.springboot.retry.autoconfigure.RetryAutoConfiguration",
				"io.github.resilience4j.springboot.bulkhead.autoconfigure.BulkheadAutoConfiguration",
				"io.github.resilience4j.springboot.ratelimiter.autoconfigure.RateLimiterAutoConfiguration",
				"io.github.resilience4j.springboot.timelimiter.autoconfigure.TimeLimiterAutoConfiguration" })
@ConditionalOnClass(FallbackDecorator.class)
@ConditionalOnBooleanProperty(name = "selftest.enabled", matchIfMissing = true)
public final class FallbackCountsAutoConfiguration {

	/**
	 * Apart, as what is off is told by the condition of an auto-configuration, and the
	 * kind has another.
	 */
	@Configuration(proxyBeanMethods = false)
	@ConditionalOnCheck("fallback")
	@ImportRuntimeHints(CountedFallback.Hints.class)
	static class Counted {

		@Bean
		FallbackTallies selfTestFallbackTallies() {
			return new FallbackTallies();
		}

		@Bean
		CountingFallbackDecorator selfTestCountingFallbackDecorator(FallbackTallies selfTestFallbackTallies,
				ObjectProvider<FallbackDecorator> decorators, ObjectProvider<FallbackExecutor> executors,
				ObjectProvider<FallbackDecorators> all) {
			return new CountingFallbackDecorator(selfTestFallbackTallies, () -> decorators.orderedStream().toList(),
					LibraryCalls.of(executors, all, decorators));
		}

	}

}
