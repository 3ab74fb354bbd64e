package io.github.selftest.boot;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.availability.AvailabilityChangeEvent;
import org.springframework.boot.availability.ReadinessState;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import io.github.selftest.api.Check;
import io.github.selftest.api.CheckContext;
import io.github.selftest.api.CheckDefinition;
import io.github.selftest.api.CheckProvider;
import io.github.selftest.api.CheckResult;
import io.github.selftest.api.Finding;
import io.github.selftest.boot.check.LoopbackAutoConfiguration;
import io.github.selftest.boot.engine.CheckReport;
import io.github.selftest.boot.engine.Engine;
import io.github.selftest.boot.engine.GroupPlan;
import io.github.selftest.boot.engine.InvalidPlanException;
import io.github.selftest.boot.observability.SelfTestObservabilityAutoConfiguration;

import static io.github.selftest.api.Status.INCONCLUSIVE;
import static io.github.selftest.api.Status.PASS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

@ExtendWith(OutputCaptureExtension.class)
class SelfTestAutoConfigurationTests {

	private final OwnThreads threads = OwnThreads.fromNow();

	private final ApplicationContextRunner contextRunner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(SelfTestAutoConfiguration.class, LoopbackAutoConfiguration.class,
				SelfTestObservabilityAutoConfiguration.class));

	@Test
	void startsAndStopsTheEngineWithTheContext() {
		Engine[] engine = new Engine[1];
		this.contextRunner.run((context) -> {
			engine[0] = context.getBean(Engine.class);
			assertThat(engine[0].isRunning()).isTrue();
		});
		assertThat(engine[0].isRunning()).isFalse();
	}

	@Test
	void leavesNothingBehindWhenDisabled() {
		this.contextRunner.withPropertyValues("selftest.enabled=false")
			.run((context) -> assertThat(context.getBeanDefinitionNames())
				.noneMatch((name) -> name.toLowerCase(Locale.ROOT).contains("selftest")));
	}

	@Test
	void hasNoHeartbeatWithoutChecks() {
		this.contextRunner.run((context) -> {
			becomeReady(context.getSourceApplicationContext(ConfigurableApplicationContext.class));
			assertThat(context.getBean(Engine.class).verdict("smoke").orElseThrow().reason())
				.isEqualTo("group 'smoke' has no checks");
			assertThat(this.threads.names()).doesNotContain("selftest-heartbeat");
		});
	}

	@Test
	void runsTheChecksOfTheApplicationWhenItIsReady() {
		this.contextRunner.withUserConfiguration(TwoChecks.class).run((context) -> {
			Engine engine = context.getBean(Engine.class);
			assertThat(engine.verdict("smoke").orElseThrow().status()).isEqualTo(INCONCLUSIVE);
			becomeReady(context.getSourceApplicationContext(ConfigurableApplicationContext.class));
			await().until(() -> engine.verdict("smoke").orElseThrow().status() == PASS);
			assertThat(engine.checks()).extracting(CheckReport::id).containsExactly("one", "provided");
		});
		await().until(() -> this.threads.names().isEmpty());
	}

	@Test
	void keepsTheScheduleOffWhenAsked() {
		this.contextRunner.withUserConfiguration(TwoChecks.class)
			.withPropertyValues("selftest.schedule.enabled=false")
			.run((context) -> {
				becomeReady(context.getSourceApplicationContext(ConfigurableApplicationContext.class));
				Engine engine = context.getBean(Engine.class);
				assertThat(engine.run("smoke", "one", Duration.ZERO).get(10, TimeUnit.SECONDS).status())
					.isEqualTo(PASS);
				await().until(() -> engine.check("provided").isPresent());
				assertThat(engine.check("provided").orElseThrow().latest()).isNull();
			});
	}

	@Test
	void bindsGroupsAndTunings() {
		this.contextRunner.withUserConfiguration(TwoChecks.class)
			.withPropertyValues("selftest.groups.nightly.interval=12h", "selftest.groups.nightly.include=one",
					"selftest.groups.nightly.required-pass-ratio=0.95", "selftest.groups.continuous.failures=5",
					"selftest.checks.one.severity=degrading", "selftest.checks.one.run-book=https://run.book")
			.run((context) -> {
				Engine engine = context.getBean(Engine.class);
				assertThat(engine.groups()).extracting(GroupPlan::name)
					.containsExactly("smoke", "continuous", "canary", "deep", "nightly");
				GroupPlan continuous = engine.groups().get(1);
				assertThat(continuous.failures()).isEqualTo(5);
				assertThat(continuous.passes()).isEqualTo(2);
				assertThat(continuous.interval()).isEqualTo(Duration.ofMinutes(1));
				assertThat(engine.groups().get(4).requiredPassRatio()).isEqualTo(0.95);
				CheckDefinition one = engine.check("nightly", "one").orElseThrow().definition();
				assertThat(one.severity().name()).isEqualTo("DEGRADING");
				assertThat(one.runBook()).isEqualTo("https://run.book");
			});
	}

	@Test
	void tuningIgnoresTheCaseOfAnIdAsEnvironmentVariablesDo() {
		this.contextRunner.withBean("two", Check.class, () -> new NamedCheck("camelCase"))
			.withPropertyValues("selftest.checks.camelcase.enabled=false")
			.run((context) -> assertThat(context.getBean(Engine.class).checks()).isEmpty());
	}

	@Test
	void twoChecksWithTheSameIdFailTheStart() {
		this.contextRunner.withBean("a", Check.class, () -> new NamedCheck("same"))
			.withBean("b", Check.class, () -> new NamedCheck("same"))
			.run((context) -> {
				assertThat(context).hasFailed();
				Throwable failure = context.getStartupFailure();
				assertThat(failure).isNotNull().hasRootCauseInstanceOf(InvalidPlanException.class);
				FailureAnalysis analysis = new InvalidPlanFailureAnalyzer().analyze(failure);
				assertThat(analysis).isNotNull();
				assertThat(analysis.getDescription()).contains("Two checks have the id 'same'");
				assertThat(analysis.getAction()).isEqualTo("Give one of them another id.");
			});
	}

	@Test
	void warnsOfAPropertyThatDoesNotExistAndStarts(CapturedOutput output) {
		this.contextRunner.withPropertyValues("selftest.checks.one.intreval=5s")
			.run((context) -> assertThat(context).hasNotFailed());
		assertThat(output).containsOnlyOnce("The property 'selftest.checks.one.intreval'")
			.contains("does not exist and has no effect; did you mean 'selftest.checks.one.interval'?");
	}

	@ParameterizedTest
	@CsvSource({ "selftest.groups.nightly.interval,0s,a duration greater than 0",
			"selftest.groups.nightly.failures,0,1 or more",
			"selftest.groups.nightly.required-pass-ratio,1.5,greater than 0 and at most 1",
			"selftest.checks.one.deadline,-1s,a duration greater than 0",
			"selftest.checks.one.groups,Nightly,a name that matches" })
	void brokenPropertiesFailTheStart(String property, String value, String expected) {
		this.contextRunner.withPropertyValues(property + "=" + value)
			.run((context) -> assertThat(context.getStartupFailure())
				.hasStackTraceContaining("'%s' must be %s".formatted(property, expected)));
	}

	@Test
	void worksWithoutActuatorAndMicrometer() {
		this.contextRunner
			.withClassLoader(new FilteredClassLoader("org.springframework.boot.actuate", "io.micrometer",
					"org.springframework.web", "jakarta.servlet"))
			.withUserConfiguration(TwoChecks.class)
			.run((context) -> {
				becomeReady(context.getSourceApplicationContext(ConfigurableApplicationContext.class));
				await().until(() -> context.getBean(Engine.class).verdict("smoke").orElseThrow().status() == PASS);
			});
	}

	@Test
	void stopsInTheMiddleOfARunAndStartsAgain() {
		try (ConfigurableApplicationContext context = new SpringApplicationBuilder(Blocking.class)
			.web(WebApplicationType.NONE)
			.properties("spring.main.banner-mode=off")
			.run()) {
			Engine engine = context.getBean(Engine.class);
			Blocking blocking = context.getBean(Blocking.class);
			await().until(() -> blocking.started.getCount() == 0);
			context.stop();
			assertThat(engine.isRunning()).isFalse();
			assertThat(engine.history("blocks")).isEmpty();
			blocking.release.countDown();
			context.start();
			await().until(() -> engine.verdict("smoke").orElseThrow().status() == PASS);
		}
		await().until(() -> this.threads.names().isEmpty());
	}

	@Test
	void startsInALazyApplication() {
		try (ConfigurableApplicationContext context = new SpringApplicationBuilder(TwoChecks.class, Auto.class)
			.web(WebApplicationType.NONE)
			.lazyInitialization(true)
			.properties("spring.main.banner-mode=off")
			.run()) {
			await().until(() -> context.getBean(Engine.class).verdict("smoke").orElseThrow().status() == PASS);
		}
	}

	private static void becomeReady(ConfigurableApplicationContext context) {
		AvailabilityChangeEvent.publish(context, ReadinessState.ACCEPTING_TRAFFIC);
	}

	@Configuration(proxyBeanMethods = false)
	@ImportAutoConfiguration({ SelfTestAutoConfiguration.class, LoopbackAutoConfiguration.class,
			SelfTestObservabilityAutoConfiguration.class })
	static class Auto {

	}

	@Configuration(proxyBeanMethods = false)
	static class TwoChecks {

		@Bean
		Check one() {
			return new NamedCheck("one");
		}

		@Bean
		CheckProvider provider() {
			return () -> List.of(new NamedCheck("provided"));
		}

	}

	@Configuration(proxyBeanMethods = false)
	@ImportAutoConfiguration({ SelfTestAutoConfiguration.class, LoopbackAutoConfiguration.class,
			SelfTestObservabilityAutoConfiguration.class })
	static class Blocking implements Check {

		final CountDownLatch started = new CountDownLatch(1);

		final CountDownLatch release = new CountDownLatch(1);

		@Override
		public CheckDefinition definition() {
			return CheckDefinition.builder("blocks").build();
		}

		@Override
		public CheckResult run(CheckContext context) throws Exception {
			this.started.countDown();
			this.release.await();
			return CheckResult.of(Finding.pass("custom.fine", "fine"));
		}

	}

	private record NamedCheck(String id) implements Check {

		@Override
		public CheckDefinition definition() {
			return CheckDefinition.builder(this.id).build();
		}

		@Override
		public CheckResult run(CheckContext context) {
			return CheckResult.of(Finding.pass("custom.fine", "fine"));
		}

	}

}
