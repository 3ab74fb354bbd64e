package io.github.selftest.boot.synthetic.metrics;

import java.util.List;

import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.observation.ObservationRegistry;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.micrometer.metrics.autoconfigure.MeterRegistryCustomizer;
import org.springframework.boot.micrometer.metrics.autoconfigure.MetricsProperties;
import org.springframework.boot.micrometer.metrics.autoconfigure.PropertiesMeterFilter;
import org.springframework.boot.micrometer.observation.autoconfigure.ObservationHandlerGroup;
import org.springframework.boot.micrometer.observation.autoconfigure.ObservationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import io.github.selftest.boot.synthetic.ConditionalOnSyntheticTraffic;
import io.github.selftest.boot.synthetic.VendorMarks;

/**
 * Auto-configuration that keeps the metrics of synthetic requests apart from those of
 * users.
 *
 * @since 0.1.0
 */
@AutoConfiguration
@ConditionalOnClass({ ObservationRegistry.class, ObservationHandlerGroup.class })
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
@ConditionalOnSyntheticTraffic
@EnableConfigurationProperties(SyntheticMetricsProperties.class)
public final class SyntheticMetricsAutoConfiguration {

	@Bean
	SyntheticObservationHandler selfTestSyntheticObservationHandler(SyntheticMetricsProperties properties,
			ObjectProvider<VendorMarks> vendorMarks) {
		return SyntheticObservationHandler.of(properties, vendorMarks.getIfAvailable() != null);
	}

	@Bean
	FirstHandlerGroup selfTestSyntheticObservationHandlerGroup() {
		return new FirstHandlerGroup();
	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass({ MeterFilter.class, PropertiesMeterFilter.class })
	@ConditionalOnProperty(name = "selftest.synthetic.metrics.mode", havingValue = "separate", matchIfMissing = true)
	static class SeparateSeries {

		@Bean
		MovedMeters selfTestMovedMeters() {
			return new MovedMeters();
		}

		@Bean
		SyntheticMeterFilter selfTestSyntheticMeterFilter(MovedMeters moved,
				ObjectProvider<MetricsProperties> properties, ObjectProvider<ObservationProperties> observations) {
			MetricsProperties metrics = properties.getIfAvailable(MetricsProperties::new);
			return new SyntheticMeterFilter(moved, metrics,
					limits(metrics, observations.getIfAvailable(ObservationProperties::new)));
		}

		private static List<MeterFilter> limits(MetricsProperties metrics, ObservationProperties observations) {
			ObservationProperties.Http http = observations.getHttp();
			return List.of(
					limit(http.getServer().getRequests().getName(), "uri",
							metrics.getWeb().getServer().getMaxUriTags()),
					limit(http.getClient().getRequests().getName(), "uri",
							metrics.getWeb().getClient().getMaxUriTags()));
		}

		private static MeterFilter limit(String name, String tag, int max) {
			return MeterFilter.maximumAllowableTags(MovedMeters.PREFIX + name, tag, max, MeterFilter.deny());
		}

		// Boot gives filters to the members of its composite only; who reads the
		// composite is told apart by this
		@Bean
		MeterRegistryCustomizer<CompositeMeterRegistry> selfTestSyntheticCompositeCustomizer(MovedMeters moved) {
			return (registry) -> registry.config().meterFilter(moved.filter());
		}

		@Bean
		SyntheticDistributionFilter selfTestSyntheticDistributionFilter(MovedMeters moved,
				ObjectProvider<MeterFilter> filters) {
			return new SyntheticDistributionFilter(moved, () -> filters.orderedStream().toList());
		}

	}

}
