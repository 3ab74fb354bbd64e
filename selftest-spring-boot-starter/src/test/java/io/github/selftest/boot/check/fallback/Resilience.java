package io.github.selftest.boot.check.fallback;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;

import io.github.resilience4j.springboot.bulkhead.autoconfigure.BulkheadAutoConfiguration;
import io.github.resilience4j.springboot.circuitbreaker.autoconfigure.CircuitBreakerAutoConfiguration;
import io.github.resilience4j.springboot.ratelimiter.autoconfigure.RateLimiterAutoConfiguration;
import io.github.resilience4j.springboot.retry.autoconfigure.RetryAutoConfiguration;
import io.github.resilience4j.springboot.timelimiter.autoconfigure.TimeLimiterAutoConfiguration;
import org.springframework.boot.Banner;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.autoconfigure.aop.AopAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;

import io.github.selftest.api.Check;
import io.github.selftest.api.CheckResult;
import io.github.selftest.api.Finding;
import io.github.selftest.api.Status;
import io.github.selftest.boot.check.TestCheckContext;

/**
 * A service with the whole of Resilience4j.
 */
final class Resilience {

	private Resilience() {
	}

	static ApplicationContextRunner service(Class<?>... beans) {
		ApplicationContextRunner runner = withoutAspects(beans)
			.withConfiguration(AutoConfigurations.of(AopAutoConfiguration.class));
		return runner;
	}

	static ApplicationContextRunner withoutAspects(Class<?>... beans) {
		ApplicationContextRunner runner = new ApplicationContextRunner().withConfiguration(AutoConfigurations.of(
				CircuitBreakerAutoConfiguration.class, RetryAutoConfiguration.class, BulkheadAutoConfiguration.class,
				RateLimiterAutoConfiguration.class, TimeLimiterAutoConfiguration.class,
				FallbackCheckAutoConfiguration.class, FallbackCountsAutoConfiguration.class));
		for (Class<?> bean : beans) {
			runner = runner.withBean(bean);
		}
		return runner;
	}

	/**
	 * Start a service that tests share.
	 * @param beans its beans and configuration
	 * @param properties each as name and value
	 * @return the running service, to be closed
	 */
	static ConfigurableApplicationContext start(List<Class<?>> beans, String... properties) {
		List<Class<?>> sources = new ArrayList<>(beans);
		sources.add(Whole.class);
		return new SpringApplicationBuilder(sources.toArray(Class<?>[]::new)).web(WebApplicationType.NONE)
			.bannerMode(Banner.Mode.OFF)
			.registerShutdownHook(false)
			.run(Arrays.stream(properties).map((property) -> "--" + property).toArray(String[]::new));
	}

	static CheckResult run(ApplicationContext context, String id) {
		return run(find(context, id), UnaryOperator.identity());
	}

	static CheckResult run(ApplicationContext context, String id, Duration remaining) {
		return run(find(context, id), (run) -> run.withRemaining(remaining));
	}

	private static CheckResult run(Check check, UnaryOperator<TestCheckContext> how) {
		try {
			return check.run(how.apply(TestCheckContext.of(check.definition())));
		}
		catch (Exception ex) {
			throw new AssertionError(ex);
		}
	}

	/**
	 * Return what a check finds that is not as it should be.
	 * @param context the service
	 * @param id the check
	 * @return the codes of all findings but those that pass
	 */
	static List<String> flaws(ApplicationContext context, String id) {
		return flaws(run(context, id));
	}

	static List<String> flaws(CheckResult result) {
		return result.findings()
			.stream()
			.filter((finding) -> finding.status() != Status.PASS)
			.map(Finding::code)
			.toList();
	}

	static Check find(ApplicationContext context, String id) {
		return context.getBean(FallbackChecks.class)
			.checks()
			.stream()
			.filter((check) -> check.definition().id().equals(id))
			.findFirst()
			.orElseThrow(() -> new AssertionError("no check '" + id + "'"));
	}

	@Configuration(proxyBeanMethods = false)
	@ImportAutoConfiguration({ AopAutoConfiguration.class, CircuitBreakerAutoConfiguration.class,
			RetryAutoConfiguration.class, BulkheadAutoConfiguration.class, RateLimiterAutoConfiguration.class,
			TimeLimiterAutoConfiguration.class, FallbackCheckAutoConfiguration.class,
			FallbackCountsAutoConfiguration.class })
	static class Whole {

	}

}
