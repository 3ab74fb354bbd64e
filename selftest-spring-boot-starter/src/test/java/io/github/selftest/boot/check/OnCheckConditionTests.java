package io.github.selftest.boot.check;

import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.condition.ConditionEvaluationReport;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;

class OnCheckConditionTests {

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withUserConfiguration(PoolConfiguration.class);

	@Test
	void matchesByDefault() {
		this.runner.run((context) -> assertThat(context).hasBean("pool"));
	}

	@Test
	void matchesWhenAnotherKindIsSwitchedOff() {
		this.runner.withPropertyValues("selftest.check.http.enabled=false")
			.run((context) -> assertThat(context).hasBean("pool"));
	}

	@Test
	void doesNotMatchWhenTheKindIsSwitchedOff() {
		this.runner.withPropertyValues("selftest.check.pool.enabled=false").run((context) -> {
			assertThat(context).doesNotHaveBean("pool");
			assertThat(ConditionEvaluationReport.get(context.getBeanFactory())
				.getConditionAndOutcomesBySource()
				.values()
				.iterator()
				.next()).singleElement()
				.satisfies((outcome) -> assertThat(outcome.getOutcome().getMessage())
					.isEqualTo("@ConditionalOnCheck pool 'selftest.check.pool.enabled' is false"));
		});
	}

	@Test
	void doesNotMatchWhenAllIsSwitchedOff() {
		this.runner.withPropertyValues("selftest.enabled=false")
			.run((context) -> assertThat(context).doesNotHaveBean("pool"));
	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnCheck("pool")
	static class PoolConfiguration {

		@Bean
		String pool() {
			return "pool";
		}

	}

}
