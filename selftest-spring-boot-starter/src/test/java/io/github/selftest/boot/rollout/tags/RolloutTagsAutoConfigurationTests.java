package io.github.selftest.boot.rollout.tags;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.config.MeterFilter;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.MeterRegistryCustomizer;
import org.springframework.boot.micrometer.metrics.autoconfigure.MetricsAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.export.simple.SimpleMetricsExportAutoConfiguration;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import io.github.selftest.boot.identity.IdentityAutoConfiguration;

import static org.assertj.core.api.Assertions.assertThat;

class RolloutTagsAutoConfigurationTests {

	private final ApplicationContextRunner contextRunner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(MetricsAutoConfiguration.class,
				CompositeMeterRegistryAutoConfiguration.class, SimpleMetricsExportAutoConfiguration.class,
				IdentityAutoConfiguration.class, RolloutTagsAutoConfiguration.class))
		.withPropertyValues("spring.application.name=orders", "spring.application.version=1.4.2",
				"POD_TEMPLATE_HASH=7c9f6d");

	@Test
	void areOffByDefault() {
		this.contextRunner.run((context) -> assertThat(id(context.getBean(MeterRegistry.class)).getTags()).hasSize(1));
	}

	@Test
	void areOnEveryMeterWhenAskedFor() {
		enabled().run((context) -> {
			Meter.Id id = id(context.getBean(MeterRegistry.class));
			assertThat(id.getTag("application")).isEqualTo("orders");
			assertThat(id.getTag("version")).isEqualTo("1.4.2");
			assertThat(id.getTag("pod_template_hash")).isEqualTo("7c9f6d");
			assertThat(id.getTag("role")).isNull();
		});
	}

	@Test
	void giveWayToTagsOfTheUserWhereverTheyComeFrom() {
		enabled().withPropertyValues("management.metrics.tags.application=shop")
			.withBean(MeterFilter.class,
					() -> MeterFilter.commonTags(io.micrometer.core.instrument.Tags.of("version", "7")))
			.withBean(MeterRegistryCustomizer.class,
					() -> (registry) -> registry.config().commonTags("pod_template_hash", "mine"))
			.run((context) -> {
				Meter.Id id = id(context.getBean(MeterRegistry.class));
				assertThat(id.getTag("application")).isEqualTo("shop");
				assertThat(id.getTag("version")).isEqualTo("7");
				assertThat(id.getTag("pod_template_hash")).isEqualTo("mine");
			});
	}

	@Test
	void areLeftOutWhereNotKnown() {
		enabled().withPropertyValues("spring.application.name=", "spring.application.version=", "POD_TEMPLATE_HASH=")
			.run((context) -> assertThat(id(context.getBean(MeterRegistry.class)).getTags()).hasSize(1));
	}

	@Test
	void backOffWithoutMicrometerAndWhenDisabled() {
		enabled().withPropertyValues("selftest.enabled=false")
			.run((context) -> assertThat(context).doesNotHaveBean(ReleaseTagsFilter.class));
		new ApplicationContextRunner().withConfiguration(AutoConfigurations.of(RolloutTagsAutoConfiguration.class))
			.withPropertyValues("selftest.rollout.tags.enabled=true")
			.withClassLoader(new FilteredClassLoader(MeterFilter.class))
			.run((context) -> assertThat(context).doesNotHaveBean(ReleaseTagsFilter.class));
	}

	private ApplicationContextRunner enabled() {
		return this.contextRunner.withPropertyValues("selftest.rollout.tags.enabled=true");
	}

	private static Meter.Id id(MeterRegistry registry) {
		return registry.counter("orders.placed", "own", "tag").getId();
	}

}
