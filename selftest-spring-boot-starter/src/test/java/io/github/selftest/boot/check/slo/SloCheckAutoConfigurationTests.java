package io.github.selftest.boot.check.slo;

import java.util.Collection;
import java.util.List;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.observation.DefaultMeterObservationHandler;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.micrometer.observation.autoconfigure.ObservationRegistryCustomizer;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.context.ApplicationContext;
import org.springframework.http.server.observation.DefaultServerRequestObservationConvention;
import org.springframework.http.server.observation.ServerHttpObservationDocumentation;
import org.springframework.http.server.observation.ServerRequestObservationContext;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;

import io.github.selftest.api.Check;
import io.github.selftest.api.CheckResult;
import io.github.selftest.boot.check.BuiltInCheck;
import io.github.selftest.boot.check.SelfTestConfigurationException;
import io.github.selftest.boot.check.StaticChecks;
import io.github.selftest.boot.identity.IdentityAutoConfiguration;

import static org.assertj.core.api.Assertions.assertThat;

class SloCheckAutoConfigurationTests {

	private static final AutoConfigurations CONFIGURATIONS = AutoConfigurations.of(IdentityAutoConfiguration.class,
			SloCheckAutoConfiguration.class);

	private static final String OBSERVER = "selfTestSloRequestObserver";

	private final WebApplicationContextRunner contextRunner = new WebApplicationContextRunner()
		.withConfiguration(CONFIGURATIONS)
		.withBean(ObservationRegistry.class, ObservationRegistry::create);

	@Test
	void watchesRequestsAndResources() {
		this.contextRunner.run((context) -> assertThat(ids(context)).containsExactlyInAnyOrder("sloSuccessRate",
				"sloLatency", "sloErrorBudget", "sloResponseTimes", "sloResources"));
	}

	@Test
	void countsWhatIsObservedAndLeavesTheMetersOfTheHostAlone() {
		this.contextRunner.withBean(MeterRegistry.class, SimpleMeterRegistry::new).run((context) -> {
			ObservationRegistry observations = context.getBean(ObservationRegistry.class);
			MeterRegistry meters = context.getBean(MeterRegistry.class);
			observe(context, observations);
			observations.observationConfig().observationHandler(new DefaultMeterObservationHandler(meters));
			observe(observations, "/products", 200);
			observe(observations, "/products", 503);
			observe(observations, "/health", 503);

			CheckResult result = SloRuns
				.run(SloRuns.find(context.getBean(RequestChecks.class).checks(), "sloSuccessRate"));
			assertThat(SloRuns.measurement(result, "samples")).isEqualTo(2);
			assertThat(SloRuns.measurement(result, "errors")).isEqualTo(1);
			assertThat(meters.get("http.server.requests").timers().stream().mapToLong((timer) -> timer.count()).sum())
				.isEqualTo(3);
			assertThat(meters.getMeters()).extracting((meter) -> meter.getId().getName())
				.allMatch((name) -> name.startsWith("http.server.requests"));
		});
	}

	@Test
	void takesTheTimeItselfWhereTheHostDoesNot() {
		this.contextRunner.run((context) -> {
			ObservationRegistry observations = context.getBean(ObservationRegistry.class);
			observe(context, observations);
			observe(observations, "/products", 200);

			assertThat(context.getBean(Traffic.class).all().all().total()).isEqualTo(1);
			assertThat(context.getBean(Traffic.class).all().all().quantile(1)).isPositive();
		});
	}

	@Test
	void addsRoutesObjectivesAndComparisons() {
		this.contextRunner
			.withPropertyValues("selftest.check.slo.routes.cart.path=/cart",
					"selftest.check.slo.objectives.orders-per-minute.meter=orders",
					"selftest.check.slo.objectives.orders-per-minute.per=minute",
					"selftest.check.slo.objectives.orders-per-minute.minimum=1",
					"selftest.check.slo.objectives.orders-per-minute.canary=true",
					"selftest.slo.peer.url=http://stable:8081/actuator/selftest/canary/sloSuccessRate",
					"selftest.slo.baseline.requests=1000", "selftest.slo.baseline.errors=5")
			.run((context) -> assertThat(ids(context)).contains("sloRouteCart", "sloOrdersPerMinute",
					"sloAgainstStable", "sloAgainstBaseline"));
	}

	@Test
	void whatOnlyReadsCountsIsNotAskedLessOftenWhileItFails() {
		this.contextRunner.withPropertyValues("selftest.check.slo.routes.cart.path=/cart",
				"selftest.check.slo.objectives.orders.meter=orders", "selftest.check.slo.objectives.orders.maximum=1",
				"selftest.slo.peer.url=http://stable:8081/actuator/selftest/canary/sloSuccessRate",
				"selftest.slo.baseline.requests=1000", "selftest.slo.baseline.errors=5")
			.run((context) -> assertThat(checks(context)).filteredOn((check) -> !((BuiltInCheck) check).isPassive())
				.extracting((check) -> check.definition().id())
				.containsExactly("sloAgainstStable"));
	}

	@ParameterizedTest
	@CsvSource({ "selftest.enabled=false", "selftest.check.slo.enabled=false" })
	void backsOffWhenDisabled(String property) {
		this.contextRunner.withPropertyValues(property)
			.run((context) -> assertThat(context).doesNotHaveBean(OBSERVER).doesNotHaveBean(StaticChecks.class));
	}

	@Test
	void backsOffWithoutMicrometer() {
		this.contextRunner.withClassLoader(new FilteredClassLoader(MeterRegistry.class))
			.run((context) -> assertThat(context).doesNotHaveBean(StaticChecks.class));
	}

	@Test
	void watchesNoRequestsWithoutAServerOrObservations() {
		new ApplicationContextRunner().withConfiguration(CONFIGURATIONS)
			.run((context) -> assertThat(ids(context)).containsExactly("sloResources"));
		new WebApplicationContextRunner().withConfiguration(CONFIGURATIONS)
			.run((context) -> assertThat(ids(context)).containsExactly("sloResources"));
	}

	@ParameterizedTest
	@CsvSource({ "check.slo.success-rate=99, selftest.check.slo.success-rate",
			"check.slo.p95.target=0s, selftest.check.slo.p95", "check.slo.p99.alert=1ms, selftest.check.slo.p99",
			"check.slo.alert-burn=0, selftest.check.slo.alert-burn",
			"check.slo.warm-up=-1s, selftest.check.slo.warm-up",
			"check.slo.routes.a.path=cart, selftest.check.slo.routes.a.path",
			"check.slo.ignore-paths=x, selftest.check.slo.ignore-paths",
			"check.slo.objectives.a.minimum=1, selftest.check.slo.objectives.a.meter",
			"check.slo.objectives.a.meter=x, selftest.check.slo.objectives.a.minimum",
			"slo.false-alarms=1, selftest.slo.false-alarms", "slo.minimum-requests=0, selftest.slo.minimum-requests",
			"slo.peer.url=stable, selftest.slo.peer.url", "slo.peer.timeout=1h, selftest.slo.peer.timeout",
			"slo.baseline.errors=5, selftest.slo.baseline.errors" })
	void rejectsWhatCannotBeMeant(String setting, String property) {
		this.contextRunner.withPropertyValues("selftest." + setting)
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.isInstanceOfSatisfying(SelfTestConfigurationException.class,
						(ex) -> assertThat(ex.property()).isEqualTo(property)));
	}

	private static Collection<String> ids(ApplicationContext context) {
		return checks(context).stream().map((check) -> check.definition().id()).toList();
	}

	private static List<Check> checks(ApplicationContext context) {
		return context.getBeanProvider(StaticChecks.class)
			.stream()
			.flatMap((checks) -> checks.checks().stream())
			.toList();
	}

	@SuppressWarnings("unchecked")
	private static void observe(ApplicationContext context, ObservationRegistry observations) {
		context.getBean(OBSERVER, ObservationRegistryCustomizer.class).customize(observations);
	}

	private static void observe(ObservationRegistry registry, String path, int status) {
		MockHttpServletResponse response = new MockHttpServletResponse();
		response.setStatus(status);
		ServerRequestObservationContext context = new ServerRequestObservationContext(
				new MockHttpServletRequest("GET", path), response);
		Observation observation = ServerHttpObservationDocumentation.HTTP_SERVLET_SERVER_REQUESTS.observation(null,
				new DefaultServerRequestObservationConvention(), () -> context, registry);
		observation.start().stop();
	}

}
