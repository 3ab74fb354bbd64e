package io.github.selftest.boot.observability;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.availability.AvailabilityChangeEvent;
import org.springframework.boot.availability.ReadinessState;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ConfigurableApplicationContext;

import io.github.selftest.api.Check;
import io.github.selftest.api.CheckContext;
import io.github.selftest.api.CheckDefinition;
import io.github.selftest.api.CheckResult;
import io.github.selftest.api.Finding;
import io.github.selftest.boot.SelfTestAutoConfiguration;
import io.github.selftest.boot.check.LoopbackAutoConfiguration;
import io.github.selftest.boot.engine.CompletedRun;
import io.github.selftest.boot.engine.Engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

class SelfTestMetersTests {

	private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);

	private final ApplicationContextRunner contextRunner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(SelfTestAutoConfiguration.class, LoopbackAutoConfiguration.class,
				SelfTestObservabilityAutoConfiguration.class))
		.withBean("failing", Check.class, FailingCheck::new);

	@Test
	void haveTheNamesThatDashboardsRelyOn() {
		this.contextRunner.run((context) -> {
			SelfTestMeters meters = context.getBean(SelfTestMeters.class);
			meters.bindTo(this.registry);
			await().until(() -> this.registry.scrape().contains("check=\"failing\""));
			assertThat(this.registry.scrape()).contains(
					"selftest_check_runs_total{check=\"failing\",kind=\"custom\",outcome=\"FAIL\"} 0.0",
					"selftest_check_last_run_seconds{check=\"failing\"} 0.0",
					"selftest_check_verdict{check=\"failing\",kind=\"custom\",verdict=\"INCONCLUSIVE\"} 1.0",
					"selftest_group_verdict{group=\"smoke\",verdict=\"INCONCLUSIVE\"} 1.0",
					"selftest_group_verdict{group=\"smoke\",verdict=\"FAIL\"} 0.0");
			AvailabilityChangeEvent.publish(context.getSourceApplicationContext(ConfigurableApplicationContext.class),
					ReadinessState.ACCEPTING_TRAFFIC);
			await().until(() -> this.registry.scrape()
				.contains("selftest_check_duration_seconds_count{check=\"failing\",kind=\"custom\",outcome=\"FAIL\"}"));
			assertThat(this.registry.scrape())
				.contains("selftest_check_verdict{check=\"failing\",kind=\"custom\",verdict=\"FAIL\"} 1.0",
						"selftest_check_verdict{check=\"failing\",kind=\"custom\",verdict=\"INCONCLUSIVE\"} 0.0",
						"selftest_group_verdict{group=\"smoke\",verdict=\"FAIL\"} 1.0")
				.containsPattern(
						"selftest_check_runs_total\\{check=\"failing\",kind=\"custom\",outcome=\"FAIL\"} [1-9]")
				.containsPattern("selftest_check_last_run_seconds\\{check=\"failing\"} 1\\.[0-9]+E9");
		});
	}

	@Test
	void goWithTheirCheck() {
		this.contextRunner.run((context) -> {
			AtomicInteger scrapes = new AtomicInteger();
			SelfTestMeters meters = new SelfTestMeters(context.getBean(Engine.class), scrapes::incrementAndGet);
			CheckDefinition gone = CheckDefinition.builder("gone").build();
			CheckDefinition stays = CheckDefinition.builder("stays").build();
			meters.bindTo(this.registry);
			meters.planChanged(List.of(gone, stays));
			meters.runCompleted(gone, new CompletedRun(Instant.EPOCH, Duration.ofMillis(3), 0,
					CheckResult.of(Finding.pass("custom.fine", "fine"))));
			assertThat(this.registry.scrape()).contains("check=\"gone\"", "check=\"stays\"");
			assertThat(scrapes).hasPositiveValue();
			meters.planChanged(List.of(stays));
			assertThat(this.registry.scrape()).doesNotContain("check=\"gone\"").contains("check=\"stays\"");
		});
	}

	private static final class FailingCheck implements Check {

		@Override
		public CheckDefinition definition() {
			return CheckDefinition.builder("failing").build();
		}

		@Override
		public CheckResult run(CheckContext context) {
			return CheckResult.of(Finding.fail("custom.broken", "broken").withValues(500, 200));
		}

	}

}
