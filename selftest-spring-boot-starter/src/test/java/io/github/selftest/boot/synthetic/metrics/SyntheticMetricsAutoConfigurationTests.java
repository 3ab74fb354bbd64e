package io.github.selftest.boot.synthetic.metrics;

import java.util.Arrays;
import java.util.List;

import io.micrometer.common.KeyValue;
import io.micrometer.core.instrument.LongTaskTimer;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.core.instrument.distribution.DistributionStatisticConfig;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import io.micrometer.tracing.Tracer;
import io.micrometer.tracing.propagation.Propagator;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.MetricsAutoConfiguration;
import org.springframework.boot.micrometer.observation.autoconfigure.ObservationAutoConfiguration;
import org.springframework.boot.micrometer.tracing.autoconfigure.MicrometerTracingAutoConfiguration;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.server.observation.DefaultServerRequestObservationConvention;
import org.springframework.http.server.observation.ServerRequestObservationContext;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;

import io.github.selftest.api.synthetic.SyntheticContext;
import io.github.selftest.boot.synthetic.MarkedHost;

import static org.assertj.core.api.Assertions.assertThat;

class SyntheticMetricsAutoConfigurationTests {

	private static final SyntheticContext SYNTHETIC = SyntheticContext.of("ci", null, null, null);

	private final WebApplicationContextRunner contextRunner = new WebApplicationContextRunner()
		.withConfiguration(
				AutoConfigurations.of(SyntheticMetricsAutoConfiguration.class, MetricsAutoConfiguration.class,
						CompositeMeterRegistryAutoConfiguration.class, ObservationAutoConfiguration.class))
		.withUserConfiguration(OneRegistry.class)
		.withPropertyValues(MarkedHost.KEY);

	@Test
	void givesASyntheticRequestASeriesOfItsOwn() {
		this.contextRunner.run((context) -> {
			serve(context, "/a", true);
			serve(context, "/a", false);
			assertThat(timers(context)).containsExactlyInAnyOrder("http.server.requests /a 1",
					"synthetic.http.server.requests /a 1");
			assertThat(context.getBean(MeterRegistry.class).getMeters()).extracting(Meter::getId)
				.noneMatch((id) -> id.getTag(MovedMeters.TAG) != null || id.getTag("synthetic") != null);
		});
	}

	@Test
	void looksAtTheRequestAndNotAtTheThreadThatObservesIt() {
		this.contextRunner.run((context) -> {
			SyntheticContext.Scope scope = SYNTHETIC.open();
			try {
				serve(context, "/a", false);
			}
			finally {
				scope.close();
			}
			assertThat(timers(context)).containsExactly("http.server.requests /a 1");
		});
	}

	@Test
	void movesWhatTheThreadOfASyntheticRequestObserves() {
		this.contextRunner.run((context) -> {
			work(context, false);
			work(context, true);
			work(context, true);
			assertThat(count(context, "job")).isEqualTo(1);
			assertThat(count(context, "synthetic.job")).isEqualTo(2);
			assertThat(count(context, "job.noticed")).isEqualTo(1);
			assertThat(count(context, "synthetic.job.noticed")).isEqualTo(2);
		});
	}

	@Test
	void movesWhatIsUnderWay() {
		this.contextRunner
			.run((context) -> assertThat(activeDuringASyntheticJob(context)).containsExactly("synthetic.job.active"));
	}

	@Test
	void comesBeforeTheMetersOfAServiceThatTraces() {
		this.contextRunner.withConfiguration(AutoConfigurations.of(MicrometerTracingAutoConfiguration.class))
			.withUserConfiguration(Tracing.class)
			.run((context) -> {
				assertThat(context).hasBean("tracingObservationHandlerGroup");
				assertThat(activeDuringASyntheticJob(context)).containsExactly("synthetic.job.active");
			});
	}

	@Test
	void tellsTheSpan() {
		this.contextRunner.run((context) -> {
			assertThat(keysOfASyntheticJob(context)).contains(KeyValue.of("user_agent.synthetic.type", "test"));
			assertThat(keysOfAUsersJob(context)).isEmpty();
		});
		this.contextRunner.withPropertyValues("selftest.synthetic.metrics.span-attribute=synthetic.type")
			.run((context) -> assertThat(keysOfASyntheticJob(context)).contains(KeyValue.of("synthetic.type", "test"))
				.doesNotContain(KeyValue.of("user_agent.synthetic.type", "test")));
	}

	@Test
	void tagsEachSeriesInModeTag() {
		this.contextRunner.withPropertyValues("selftest.synthetic.metrics.mode=tag").run((context) -> {
			serve(context, "/a", true);
			serve(context, "/a", false);
			assertThat(activeDuringASyntheticJob(context)).containsExactly("job.active");
			MeterRegistry registry = context.getBean(MeterRegistry.class);
			assertThat(registry.get("http.server.requests").tag("synthetic", "true").timer().count()).isEqualTo(1);
			assertThat(registry.get("http.server.requests").tag("synthetic", "false").timer().count()).isEqualTo(1);
			assertThat(registry.getMeters()).extracting((meter) -> meter.getId().getName())
				.noneMatch((name) -> name.startsWith("synthetic."));
			assertThat(context).doesNotHaveBean(SyntheticMeterFilter.class);
		});
	}

	@Test
	void leavesAMeterOfTheServiceWhereItIs() {
		this.contextRunner.run((context) -> {
			MeterRegistry registry = context.getBean(MeterRegistry.class);
			registry.counter("orders", "synthetic", "true").increment();
			registry.counter("synthetic.orders").increment();
			assertThat(registry.getMeters()).extracting((meter) -> meter.getId().getName())
				.contains("orders", "synthetic.orders");
			assertThat(registry.get("orders").tag("synthetic", "true").counter().count()).isEqualTo(1);
		});
	}

	@Test
	void isNotUndoneByAFilterOfTheServiceThatKeepsAFewTags() {
		this.contextRunner.withUserConfiguration(FewTags.class).run((context) -> {
			serve(context, "/a", true);
			serve(context, "/a", false);
			assertThat(timers(context)).containsExactlyInAnyOrder("http.server.requests /a 1",
					"synthetic.http.server.requests /a 1");
		});
	}

	@Test
	void copiesObjectivesAndPercentiles() {
		this.contextRunner
			.withPropertyValues("management.metrics.distribution.slo.http.server.requests=100ms,1s",
					"management.metrics.distribution.percentiles.all=0.1",
					"management.metrics.distribution.percentiles.http.server.requests=0.5,0.99")
			.withUserConfiguration(OwnDistribution.class)
			.run((context) -> {
				serve(context, "/a", true);
				serve(context, "/a", false);
				work(context, true);
				Timer users = timer(context, "http.server.requests");
				Timer synthetic = timer(context, "synthetic.http.server.requests");
				assertThat(buckets(synthetic)).isEqualTo(buckets(users)).containsExactly(1e8, 1e9);
				assertThat(percentiles(synthetic)).isEqualTo(percentiles(users)).containsExactly(0.5, 0.99);
				assertThat(percentiles(timer(context, "synthetic.job"))).containsExactly(0.75);
			});
	}

	@Test
	void isOffWithTheMeterOfUsers() {
		this.contextRunner.withPropertyValues("management.metrics.enable.http=false").run((context) -> {
			serve(context, "/a", true);
			assertThat(timers(context)).isEmpty();
		});
	}

	@Test
	void isOnWithTheMeterOfUsers() {
		this.contextRunner
			.withPropertyValues("management.metrics.enable.all=false",
					"management.metrics.enable.http.server.requests=true")
			.run((context) -> {
				serve(context, "/a", true);
				assertThat(timers(context)).containsExactly("synthetic.http.server.requests /a 1");
			});
	}

	@Test
	void canBeSwitchedOffAlone() {
		this.contextRunner.withPropertyValues("management.metrics.enable.synthetic=false").run((context) -> {
			serve(context, "/a", true);
			serve(context, "/a", false);
			assertThat(timers(context)).containsExactly("http.server.requests /a 1");
		});
	}

	@Test
	void hasALimitOfItsOwnForPaths() {
		this.contextRunner.withPropertyValues("management.metrics.web.server.max-uri-tags=2").run((context) -> {
			for (String path : List.of("/a", "/b", "/c", "/d")) {
				serve(context, path, true);
			}
			serve(context, "/e", false);
			serve(context, "/f", false);
			assertThat(timers(context)).containsExactlyInAnyOrder("http.server.requests /e 1",
					"http.server.requests /f 1", "synthetic.http.server.requests /a 1",
					"synthetic.http.server.requests /b 1");
		});
	}

	@Test
	void worksInEachOfSeveralRegistries() {
		this.contextRunner.withUserConfiguration(SecondRegistry.class).run((context) -> {
			serve(context, "/a", true);
			assertThat(context.getBeansOfType(SimpleMeterRegistry.class)).hasSize(2)
				.allSatisfy(
						(name, registry) -> assertThat(registry.get("synthetic.http.server.requests").timer().count())
							.isEqualTo(1));
		});
	}

	@Test
	void whoReadsTheCompositeFindsThemApart() {
		this.contextRunner.withUserConfiguration(SecondRegistry.class).run((context) -> {
			serve(context, "/a", true);
			serve(context, "/a", false);
			assertThat(context.getBean(MeterRegistry.class)).isInstanceOf(CompositeMeterRegistry.class);
			assertThat(timers(context)).containsExactlyInAnyOrder("http.server.requests /a 1",
					"synthetic.http.server.requests /a 1");
		});
	}

	@Test
	void isAbsentWithoutAKey() {
		this.contextRunner.withPropertyValues("selftest.synthetic.enabled=false")
			.run((context) -> assertThat(context).doesNotHaveBean(SyntheticObservationHandler.class)
				.doesNotHaveBean(SyntheticMeterFilter.class));
	}

	@Test
	void isAbsentWithoutObservations() {
		this.contextRunner.withClassLoader(new FilteredClassLoader(ObservationRegistry.class))
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(FirstHandlerGroup.class));
	}

	@Test
	void tellsSpansWithoutMeters() {
		new WebApplicationContextRunner()
			.withConfiguration(
					AutoConfigurations.of(SyntheticMetricsAutoConfiguration.class, ObservationAutoConfiguration.class))
			.withPropertyValues(MarkedHost.KEY)
			.withClassLoader(
					new FilteredClassLoader("io.micrometer.core", "org.springframework.boot.micrometer.metrics"))
			.run((context) -> assertThat(context).hasNotFailed()
				.hasSingleBean(SyntheticObservationHandler.class)
				.doesNotHaveBean("selfTestSyntheticMeterFilter"));
	}

	@Test
	void isAbsentInACommandLineProgram() {
		new ApplicationContextRunner().withConfiguration(AutoConfigurations.of(SyntheticMetricsAutoConfiguration.class))
			.withPropertyValues(MarkedHost.KEY)
			.run((context) -> assertThat(context).doesNotHaveBean(SyntheticObservationHandler.class));
	}

	private static void serve(ApplicationContext context, String path, boolean synthetic) {
		MockHttpServletRequest request = new MockHttpServletRequest("GET", path);
		if (synthetic) {
			request.setAttribute(SyntheticContext.REQUEST_ATTRIBUTE, SYNTHETIC);
		}
		ServerRequestObservationContext server = new ServerRequestObservationContext(request,
				new MockHttpServletResponse());
		server.setPathPattern(path);
		Observation
			.createNotStarted(new DefaultServerRequestObservationConvention(), () -> server,
					context.getBean(ObservationRegistry.class))
			.observe(() -> {
			});
	}

	private static void work(ApplicationContext context, boolean synthetic) {
		SyntheticContext.Scope scope = synthetic ? SYNTHETIC.open() : SyntheticContext.openWithout();
		try {
			Observation observation = Observation.start("job", context.getBean(ObservationRegistry.class));
			observation.event(Observation.Event.of("noticed"));
			observation.stop();
		}
		finally {
			scope.close();
		}
	}

	private static List<String> activeDuringASyntheticJob(ApplicationContext context) {
		Observation observation = startSyntheticJob(context);
		try {
			return context.getBean(MeterRegistry.class)
				.getMeters()
				.stream()
				.filter((meter) -> meter instanceof LongTaskTimer timer && timer.activeTasks() > 0)
				.map((meter) -> meter.getId().getName())
				.toList();
		}
		finally {
			observation.stop();
		}
	}

	private static List<KeyValue> keysOfASyntheticJob(ApplicationContext context) {
		return highCardinality(startSyntheticJob(context));
	}

	private static List<KeyValue> keysOfAUsersJob(ApplicationContext context) {
		return highCardinality(Observation.start("job", context.getBean(ObservationRegistry.class)));
	}

	private static List<KeyValue> highCardinality(Observation observation) {
		observation.stop();
		return observation.getContext().getHighCardinalityKeyValues().stream().toList();
	}

	private static Observation startSyntheticJob(ApplicationContext context) {
		SyntheticContext.Scope scope = SYNTHETIC.open();
		try {
			return Observation.start("job", context.getBean(ObservationRegistry.class));
		}
		finally {
			scope.close();
		}
	}

	private static List<String> timers(ApplicationContext context) {
		return context.getBean(MeterRegistry.class)
			.getMeters()
			.stream()
			.filter(Timer.class::isInstance)
			.map(Timer.class::cast)
			.map((timer) -> "%s %s %d".formatted(timer.getId().getName(), timer.getId().getTag("uri"), timer.count()))
			.toList();
	}

	private static Timer timer(ApplicationContext context, String name) {
		return context.getBean(MeterRegistry.class).get(name).timer();
	}

	private static long count(ApplicationContext context, String name) {
		Meter meter = context.getBean(MeterRegistry.class).get(name).meter();
		double count = meter.measure().iterator().next().getValue();
		return Math.round(count);
	}

	private static List<Double> buckets(Timer timer) {
		return Arrays.stream(timer.takeSnapshot().histogramCounts()).map((bucket) -> bucket.bucket()).toList();
	}

	private static List<Double> percentiles(Timer timer) {
		return Arrays.stream(timer.takeSnapshot().percentileValues()).map((value) -> value.percentile()).toList();
	}

	@Configuration(proxyBeanMethods = false)
	static class OneRegistry {

		@Bean
		SimpleMeterRegistry oneRegistry() {
			return new SimpleMeterRegistry();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class SecondRegistry {

		@Bean
		SimpleMeterRegistry secondRegistry() {
			return new SimpleMeterRegistry();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class FewTags {

		@Bean
		MeterFilter fewTags() {
			return new MeterFilter() {
				@Override
				public Meter.Id map(Meter.Id id) {
					String uri = id.getTag("uri");
					return id.replaceTags((uri != null) ? Tags.of("uri", uri) : Tags.empty());
				}
			};
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class OwnDistribution {

		@Bean
		MeterFilter ownDistribution() {
			return new MeterFilter() {
				@Override
				public DistributionStatisticConfig configure(Meter.Id id, DistributionStatisticConfig config) {
					return id.getName().equals("job")
							? DistributionStatisticConfig.builder().percentiles(0.75).build().merge(config) : config;
				}
			};
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Tracing {

		@Bean
		Tracer tracer() {
			return Tracer.NOOP;
		}

		@Bean
		Propagator propagator() {
			return Propagator.NOOP;
		}

	}

}
