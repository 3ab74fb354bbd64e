package io.github.selftest.boot.check.slo;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.observation.MeterObservationHandler;
import io.micrometer.observation.ObservationRegistry;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.actuate.autoconfigure.web.server.ManagementPortType;
import org.springframework.boot.actuate.endpoint.web.PathMappedEndpoints;
import org.springframework.boot.actuate.endpoint.web.WebServerNamespace;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.health.actuate.endpoint.HealthEndpointGroup;
import org.springframework.boot.health.actuate.endpoint.HealthEndpointGroups;
import org.springframework.boot.micrometer.observation.autoconfigure.ObservationRegistryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.http.server.observation.ServerRequestObservationContext;

import io.github.selftest.api.Check;
import io.github.selftest.boot.check.ConditionalOnCheck;
import io.github.selftest.boot.check.LoopbackAutoConfiguration;
import io.github.selftest.boot.check.OwnMark;
import io.github.selftest.boot.identity.Identity;
import io.github.selftest.boot.identity.IdentityAutoConfiguration;

/**
 * Auto-configuration for the objectives of the service.
 *
 * @since 0.1.0
 */
@AutoConfiguration(after = { IdentityAutoConfiguration.class, LoopbackAutoConfiguration.class },
		afterName = "org.springframework.boot.micrometer.observation.autoconfigure.ObservationAutoConfiguration")
@ConditionalOnClass({ MeterRegistry.class, ObservationRegistry.class })
@ConditionalOnCheck("slo")
@EnableConfigurationProperties({ SloCheckProperties.class, SloEvidenceProperties.class })
public final class SloCheckAutoConfiguration {

	private static final LongSupplier NANO_TIME = System::nanoTime;

	@Bean
	@ConditionalOnMissingBean(name = "selfTestSloMeterChecks")
	OtherChecks selfTestSloMeterChecks(SloCheckProperties properties, ObjectProvider<MeterRegistry> registry) {
		MeterReader meters = new MeterReader(registry::getIfUnique);
		List<Check> checks = new ArrayList<>();
		checks.add(ResourcesCheck.of(properties, new Resources.OfJvm()));
		properties.objectives()
			.forEach((name, objective) -> checks.add(new MeterObjective(name, objective, meters, NANO_TIME).toCheck()));
		return new OtherChecks(List.copyOf(checks));
	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
	@ConditionalOnClass({ HttpServletRequest.class, ServerRequestObservationContext.class,
			ObservationRegistryCustomizer.class })
	@ConditionalOnBean(ObservationRegistry.class)
	static class WithRequests {

		@Bean
		Traffic selfTestSloTraffic(SloCheckProperties properties) {
			return new Traffic(properties, NANO_TIME);
		}

		@Bean
		ObservationRegistryCustomizer<ObservationRegistry> selfTestSloRequestObserver(Traffic selfTestSloTraffic,
				SloCheckProperties properties, ObjectProvider<MeterObservationHandler<?>> timers,
				Environment environment, ObjectProvider<ActuatorPaths> actuator, ObjectProvider<ProbePaths> probes,
				ObjectProvider<OwnMark> own) {
			Supplier<UserRequests.IgnoredPaths> paths = () -> PathsOfHost
				.of(environment, properties.ignorePaths(), all(actuator))
				.and(all(probes));
			OwnMark mark = own.getIfAvailable();
			UserRequests users = new UserRequests(
					(request) -> mark != null && mark.matches(request.getHeader(OwnMark.HEADER)), paths);
			RequestObserver observer = new RequestObserver(selfTestSloTraffic, users,
					() -> timers.stream().findAny().isPresent(), NANO_TIME);
			return (registry) -> registry.observationConfig().observationHandler(observer);
		}

		private static List<String> all(ObjectProvider<? extends Supplier<List<String>>> paths) {
			return paths.stream().flatMap((some) -> some.get().stream()).toList();
		}

		@Bean
		@ConditionalOnMissingBean(name = "selfTestSloRequestChecks")
		RequestChecks selfTestSloRequestChecks(Traffic selfTestSloTraffic, SloCheckProperties properties,
				SloEvidenceProperties evidence) {
			return new RequestChecks(properties, selfTestSloTraffic, evidence.toEvidence());
		}

		@Bean
		@ConditionalOnMissingBean(name = "selfTestSloComparisons")
		OtherChecks selfTestSloComparisons(Traffic selfTestSloTraffic, SloEvidenceProperties properties,
				Identity identity) {
			List<Check> checks = new ArrayList<>();
			StablePeers.of(properties.peer(), NANO_TIME)
				.ifPresent((peers) -> checks.add(new StableComparison(identity, selfTestSloTraffic.all(), peers::ask,
						properties.toEvidence(), properties.minimumEffect())
					.toCheck()));
			if (properties.baseline().requests() > 0) {
				checks.add(BaselineComparison.of(properties, selfTestSloTraffic));
			}
			return new OtherChecks(List.copyOf(checks));
		}

	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
	@ConditionalOnClass({ ManagementPortType.class, PathMappedEndpoints.class })
	static class WithActuator {

		@Bean
		ActuatorPaths selfTestSloActuatorPaths(ObjectProvider<PathMappedEndpoints> endpoints, Environment environment) {
			return () -> (ManagementPortType.get(environment) == ManagementPortType.SAME)
					? endpoints.stream().flatMap((known) -> PathsOfHost.ofActuator(known).stream()).toList()
					: List.of();
		}

	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
	@ConditionalOnClass(HealthEndpointGroups.class)
	static class WithHealth {

		@Bean
		ProbePaths selfTestSloProbePaths(ObjectProvider<HealthEndpointGroups> groups) {
			return () -> groups.stream()
				.flatMap((all) -> all.getAllWithAdditionalPath(WebServerNamespace.SERVER).stream())
				.map(HealthEndpointGroup::getAdditionalPath)
				.filter(Objects::nonNull)
				.map((path) -> PathsOfHost.trimmed(path.getValue()))
				.toList();
		}

	}

	/**
	 * The paths that Actuator answers on the main port.
	 */
	interface ActuatorPaths extends Supplier<List<String>> {

	}

	/**
	 * The additional paths on the main port that groups of health are answered at.
	 */
	interface ProbePaths extends Supplier<List<String>> {

	}

}
