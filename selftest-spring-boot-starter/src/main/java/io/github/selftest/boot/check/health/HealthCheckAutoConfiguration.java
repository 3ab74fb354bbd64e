package io.github.selftest.boot.check.health;

import org.jspecify.annotations.Nullable;
import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.RuntimeHintsRegistrar;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.actuate.autoconfigure.web.server.ManagementPortType;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.context.properties.bind.BindableRuntimeHintsRegistrar;
import org.springframework.boot.health.actuate.endpoint.HealthEndpointGroups;
import org.springframework.boot.health.registry.HealthContributorRegistry;
import org.springframework.boot.health.registry.ReactiveHealthContributorRegistry;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.ImportRuntimeHints;
import org.springframework.core.env.Environment;

import io.github.selftest.boot.check.ConditionalOnCheck;
import io.github.selftest.boot.check.CoveredIndicators;

/**
 * Auto-configuration for kind {@code health}.
 *
 * @since 0.1.0
 */
@AutoConfiguration(afterName = {
		"org.springframework.boot.health.autoconfigure.registry.HealthContributorRegistryAutoConfiguration",
		"org.springframework.boot.health.autoconfigure.actuate.endpoint.HealthEndpointAutoConfiguration" })
@ConditionalOnClass(HealthContributorRegistry.class)
@ConditionalOnBean(HealthContributorRegistry.class)
@ConditionalOnCheck("health")
@EnableConfigurationProperties(HealthCheckProperties.class)
public final class HealthCheckAutoConfiguration {

	@Bean
	HealthIndicators selfTestHealthIndicators(ObjectProvider<HealthContributorRegistry> registry,
			ObjectProvider<ReactiveContributors> reactive) {
		return () -> HealthTree.of(registry.getIfAvailable(), reactive.getIfAvailable());
	}

	@Bean
	@ConditionalOnMissingBean(name = "selfTestHealthChecks")
	HealthChecks selfTestHealthChecks(HealthIndicators selfTestHealthIndicators, HealthCheckProperties properties,
			ObjectProvider<StatusMeaning> meaning, ObjectProvider<CoveredIndicators> covered) {
		return new HealthChecks(selfTestHealthIndicators, properties,
				meaning.getIfAvailable(() -> StatusMeaning.UNKNOWN),
				(indicator) -> covered.stream().anyMatch((kind) -> kind.covers(indicator)));
	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass({ HealthEndpointGroups.class, ManagementPortType.class })
	@ConditionalOnBean(HealthEndpointGroups.class)
	@ImportRuntimeHints(WithActuator.BoundByHand.class)
	static class WithActuator {

		@Bean
		StatusMeaning selfTestStatusMeaning(ObjectProvider<HealthEndpointGroups> groups) {
			return StatusMeaning.of(groups::getIfAvailable);
		}

		@Bean
		@ConditionalOnMissingBean(name = "selfTestHealthConfigurationCheck")
		HealthConfigurationCheck selfTestHealthConfigurationCheck(ObjectProvider<HealthEndpointGroups> groups,
				HealthIndicators selfTestHealthIndicators, HealthCheckProperties properties, Environment environment) {
			return new HealthConfigurationCheck(() -> new HealthConfiguration(groups.getObject(),
					selfTestHealthIndicators, properties.shared(), environment));
		}

		/**
		 * Hints for what is bound at run time and is no configuration properties of ours.
		 */
		static final class BoundByHand implements RuntimeHintsRegistrar {

			@Override
			public void registerHints(RuntimeHints hints, @Nullable ClassLoader classLoader) {
				BindableRuntimeHintsRegistrar.forTypes(HealthConfiguration.Membership.class)
					.registerHints(hints, classLoader);
			}

		}

	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass(name = "reactor.core.publisher.Mono")
	@ConditionalOnBean(ReactiveHealthContributorRegistry.class)
	static class Reactive {

		@Bean
		ReactiveContributors selfTestReactiveContributors(ObjectProvider<ReactiveHealthContributorRegistry> registry) {
			return () -> new BlockingContributors(registry.getObject());
		}

	}

}
