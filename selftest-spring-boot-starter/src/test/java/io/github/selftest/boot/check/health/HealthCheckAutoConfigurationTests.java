package io.github.selftest.boot.check.health;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.predicate.RuntimeHintsPredicates;
import org.springframework.boot.actuate.autoconfigure.endpoint.EndpointAutoConfiguration;
import org.springframework.boot.actuate.autoconfigure.endpoint.web.WebEndpointAutoConfiguration;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.availability.ApplicationAvailabilityAutoConfiguration;
import org.springframework.boot.availability.AvailabilityChangeEvent;
import org.springframework.boot.availability.LivenessState;
import org.springframework.boot.availability.ReadinessState;
import org.springframework.boot.health.autoconfigure.actuate.endpoint.AvailabilityProbesAutoConfiguration;
import org.springframework.boot.health.autoconfigure.actuate.endpoint.HealthEndpointAutoConfiguration;
import org.springframework.boot.health.autoconfigure.application.AvailabilityHealthContributorAutoConfiguration;
import org.springframework.boot.health.autoconfigure.application.DiskSpaceHealthContributorAutoConfiguration;
import org.springframework.boot.health.autoconfigure.registry.HealthContributorRegistryAutoConfiguration;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.jdbc.health.DataSourceHealthIndicator;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.ImportRuntimeHints;
import org.springframework.jdbc.datasource.SimpleDriverDataSource;

import io.github.selftest.api.Finding;
import io.github.selftest.api.Status;
import io.github.selftest.boot.SelfTestAutoConfiguration;
import io.github.selftest.boot.check.LoopbackAutoConfiguration;
import io.github.selftest.boot.check.SelfTestConfigurationException;
import io.github.selftest.boot.check.TestCheckContext;
import io.github.selftest.boot.engine.CheckReport;
import io.github.selftest.boot.engine.Engine;
import io.github.selftest.boot.engine.Verdict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

class HealthCheckAutoConfigurationTests {

	private final WebApplicationContextRunner contextRunner = new WebApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(ApplicationAvailabilityAutoConfiguration.class,
				HealthContributorRegistryAutoConfiguration.class, HealthEndpointAutoConfiguration.class,
				AvailabilityProbesAutoConfiguration.class, AvailabilityHealthContributorAutoConfiguration.class,
				EndpointAutoConfiguration.class, WebEndpointAutoConfiguration.class,
				DiskSpaceHealthContributorAutoConfiguration.class, HealthCheckAutoConfiguration.class,
				SelfTestAutoConfiguration.class, LoopbackAutoConfiguration.class))
		.withPropertyValues("selftest.schedule.enabled=false");

	@Test
	void runsTheIndicatorsOfTheApplication() {
		this.contextRunner.run((context) -> {
			Verdict verdict = run(context, "continuous");
			assertThat(verdict.status()).isEqualTo(Status.PASS);
			assertThat(verdict.checks()).extracting(CheckReport::id)
				.containsExactlyInAnyOrder("healthConfiguration", "healthDiskSpace", "healthLivenessState",
						"healthReadinessState");
		});
	}

	@Test
	void backsOffWhenDisabled() {
		this.contextRunner.withPropertyValues("selftest.check.health.enabled=false")
			.run((context) -> assertThat(context).doesNotHaveBean(HealthChecks.class)
				.doesNotHaveBean(HealthConfigurationCheck.class));
	}

	@Test
	void backsOffWithoutHealth() {
		new WebApplicationContextRunner()
			.withConfiguration(AutoConfigurations.of(HealthCheckAutoConfiguration.class,
					SelfTestAutoConfiguration.class, LoopbackAutoConfiguration.class))
			.withClassLoader(new FilteredClassLoader("org.springframework.boot.health"))
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean("selfTestHealthChecks"));
	}

	@Test
	void isReplacedByABeanWithItsName() {
		this.contextRunner.withBean("selfTestHealthChecks", String.class, () -> "mine")
			.run((context) -> assertThat(context).doesNotHaveBean(HealthChecks.class));
	}

	@Test
	void refusesAPropertyThatDoesNotExist() {
		this.contextRunner.withPropertyValues("selftest.check.health.exclud=db")
			.run((context) -> assertThat(context).hasFailed());
	}

	@ParameterizedTest
	@CsvSource({ "selftest.check.health.deadline, 0s", "selftest.check.health.deadline, -1s",
			"selftest.check.health.groups, Night!y" })
	void refusesAValueWithWhichNoIndicatorWouldBeACheck(String property, String value) {
		this.contextRunner.withPropertyValues(property + "=" + value)
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.isInstanceOf(SelfTestConfigurationException.class)
				.hasMessageContaining("'%s' must be".formatted(property)));
	}

	@Test
	void oneThatHangsOrThrowsHidesNoOther() {
		CountDownLatch release = new CountDownLatch(1);
		this.contextRunner.withPropertyValues("selftest.check.health.deadline=1s")
			.withBean("hangsHealthIndicator", HealthIndicator.class, () -> () -> {
				awaitUninterrupted(release);
				return Health.up().build();
			})
			.withBean("throwsHealthIndicator", HealthIndicator.class, () -> () -> {
				throw new IllegalStateException("s3cret");
			})
			.run((context) -> {
				Verdict verdict = run(context, "continuous");
				assertThat(verdict.failed()).containsExactlyInAnyOrder("healthHangs", "healthThrows");
				assertThat(context.getBean(Engine.class).check("healthDiskSpace").orElseThrow().status())
					.isEqualTo(Status.PASS);
				release.countDown();
			});
	}

	@Test
	void tenThatAreSlowRunSideBySide() {
		WebApplicationContextRunner runner = this.contextRunner;
		CountDownLatch all = new CountDownLatch(10);
		for (int i = 0; i < 10; i++) {
			runner = runner.withBean("slow" + i + "HealthIndicator", HealthIndicator.class, () -> () -> {
				all.countDown();
				// each one waits for all the others, so they pass only side by side
				return awaitUninterrupted(all) ? Health.up().build() : Health.down().build();
			});
		}
		runner.run((context) -> assertThat(run(context, "continuous").status()).isEqualTo(Status.PASS));
	}

	@Test
	void anIndicatorThatComesAtRunTimeIsFound() {
		this.contextRunner.run((context) -> {
			run(context, "continuous");
			context.getBean(org.springframework.boot.health.registry.HealthContributorRegistry.class)
				.registerContributor("late", (HealthIndicator) () -> Health.up().build());
			assertThat(context.getBean(HealthChecks.class).checks()).extracting((check) -> check.definition().id())
				.contains("healthLate");
		});
	}

	@Test
	void aConfigurationWithoutTrapsPasses() {
		this.contextRunner.run((context) -> assertThat(lint(context)).extracting(Finding::code)
			.containsExactly("health.configuration"));
	}

	@Test
	void livenessWithoutIncludeIsFound() {
		this.contextRunner
			.withPropertyValues("management.endpoint.health.group.liveness.additional-path=server:/livez",
					"management.endpoint.health.probes.enabled=true")
			.withBean("dbHealthIndicator", HealthIndicator.class,
					() -> new DataSourceHealthIndicator(new SimpleDriverDataSource()))
			.run((context) -> {
				Finding finding = lint(context).get(0);
				assertThat(finding.code()).isEqualTo("health.liveness-members");
				assertThat(finding.observed()).contains("db", "diskSpace");
				assertThat(finding.remedy()).contains("management.endpoint.health.group.liveness.include");
			});
	}

	@Test
	void livenessWithoutIncludeIsFoundWhereNothingIsShared() {
		this.contextRunner
			.withPropertyValues("management.endpoint.health.group.liveness.show-details=always",
					"management.endpoint.health.probes.enabled=true")
			.run((context) -> {
				Finding finding = lint(context).get(0);
				assertThat(finding.code()).isEqualTo("health.liveness-members");
				assertThat(finding.observed()).contains("diskSpace", "readinessState");
			});
	}

	@Test
	void livenessWithIncludeHasNoTrap() {
		this.contextRunner
			.withPropertyValues("management.endpoint.health.group.liveness.show-details=always",
					"management.endpoint.health.group.liveness.include=livenessState,diskSpace",
					"management.endpoint.health.probes.enabled=true")
			.run((context) -> assertThat(lint(context)).extracting(Finding::code)
				.containsExactly("health.configuration"));
	}

	@Test
	void livenessThatIncludesWhatIsNamedAsSharedIsFound() {
		this.contextRunner
			.withPropertyValues("management.endpoint.health.group.liveness.include=livenessState,partner",
					"management.endpoint.health.probes.enabled=true", "selftest.check.health.shared=partner")
			.withBean("partnerHealthIndicator", HealthIndicator.class, () -> () -> Health.up().build())
			.run((context) -> assertThat(lint(context).get(0).observed()).isEqualTo("[partner]"));
	}

	@Test
	void groupsMayBeReadInANativeImage() {
		ImportRuntimeHints imported = HealthCheckAutoConfiguration.WithActuator.class
			.getAnnotation(ImportRuntimeHints.class);
		assertThat(imported.value()).containsExactly(HealthCheckAutoConfiguration.WithActuator.BoundByHand.class);
		RuntimeHints hints = new RuntimeHints();
		new HealthCheckAutoConfiguration.WithActuator.BoundByHand().registerHints(hints, null);
		assertThat(RuntimeHintsPredicates.reflection().onType(HealthConfiguration.Membership.class)).accepts(hints);
	}

	@Test
	void theKindMayBeSwitchedOnExplicitly() {
		this.contextRunner.withPropertyValues("selftest.check.health.enabled=true")
			.run((context) -> assertThat(context).hasSingleBean(HealthChecks.class));
	}

	@Test
	void aMappingThatLosesDownIsFound() {
		this.contextRunner.withPropertyValues("management.endpoint.health.status.http-mapping.degraded=207")
			.run((context) -> {
				Finding finding = lint(context).get(0);
				assertThat(finding.code()).isEqualTo("health.down-is-served");
				assertThat(finding.observed()).isEqualTo("200");
				assertThat(finding.expected()).isEqualTo("503");
			});
	}

	@Test
	void aMappingThatLosesOutOfServiceAloneIsFound() {
		this.contextRunner
			.withPropertyValues("management.endpoint.health.status.http-mapping.degraded=207",
					"management.endpoint.health.status.http-mapping.down=503")
			.run((context) -> assertThat(lint(context)).singleElement().satisfies((finding) -> {
				assertThat(finding.code()).isEqualTo("health.down-is-served");
				assertThat(finding.message()).startsWith("OUT_OF_SERVICE of the primary group");
			}));
	}

	@Test
	void aMappingThatKeepsBothHasNoTrap() {
		this.contextRunner
			.withPropertyValues("management.endpoint.health.status.http-mapping.degraded=207",
					"management.endpoint.health.status.http-mapping.down=503",
					"management.endpoint.health.status.http-mapping.out-of-service=503")
			.run((context) -> assertThat(lint(context)).extracting(Finding::code)
				.containsExactly("health.configuration"));
	}

	@Test
	void aGroupThatNamesWhatIsMissingIsFound() {
		this.contextRunner
			.withPropertyValues("management.endpoint.health.group.web.include=diskSpace,gone",
					"management.endpoint.health.validate-group-membership=false")
			.run((context) -> {
				Finding finding = lint(context).get(0);
				assertThat(finding.code()).isEqualTo("health.missing-member");
				assertThat(finding.observed()).isEqualTo("[gone]");
			});
	}

	@Test
	void probesOnTheManagementPortAloneAreFound() {
		this.contextRunner
			.withPropertyValues("management.server.port=9090", "management.endpoint.health.probes.enabled=true")
			.run((context) -> assertThat(lint(context)).extracting(Finding::code)
				.containsExactly("health.probes-port"));
		this.contextRunner
			.withPropertyValues("management.server.port=9090", "management.endpoint.health.probes.enabled=true",
					"management.endpoint.health.probes.add-additional-paths=true")
			.run((context) -> assertThat(lint(context)).extracting(Finding::code)
				.containsExactly("health.configuration"));
	}

	@Test
	void aStatusThatNoOrderKnowsIsFound() {
		this.contextRunner
			.withBean("shakyHealthIndicator", HealthIndicator.class, () -> () -> Health.status("SHAKY").build())
			.run((context) -> {
				run(context, "continuous");
				Finding finding = context.getBean(Engine.class).check("healthShaky").orElseThrow().explanation();
				assertThat(finding).isNotNull();
				assertThat(finding.code()).isEqualTo("health.unordered-status");
				assertThat(finding.remedy()).contains("management.endpoint.health.status.order");
			});
	}

	private static List<Finding> lint(ApplicationContext context) {
		return context.getBean(HealthConfigurationCheck.class).run(TestCheckContext.ofKind("health")).findings();
	}

	private static Verdict run(ApplicationContext context, String group) throws Exception {
		Engine engine = context.getBean(Engine.class);
		AvailabilityChangeEvent.publish(context, LivenessState.CORRECT);
		AvailabilityChangeEvent.publish(context, ReadinessState.ACCEPTING_TRAFFIC);
		await().until(() -> engine.check("healthDiskSpace").isPresent());
		CompletableFuture<Verdict> run = engine.run(group, Duration.ZERO);
		return run.get(30, TimeUnit.SECONDS);
	}

	private static boolean awaitUninterrupted(CountDownLatch latch) {
		try {
			return latch.await(20, TimeUnit.SECONDS);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			return false;
		}
	}

}
