package io.github.selftest.boot.observability;

import io.micrometer.core.instrument.binder.MeterBinder;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.actuate.endpoint.web.PathMappedEndpoints;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingClass;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

import io.github.selftest.boot.engine.Engine;
import io.github.selftest.boot.identity.Identity;
import io.github.selftest.boot.identity.IdentityAutoConfiguration;
import io.github.selftest.boot.observability.EndpointUrl.Place;

/**
 * Auto-configuration for what others see of the engine: events, log lines and meters.
 *
 * @since 0.1.0
 */
@AutoConfiguration(after = IdentityAutoConfiguration.class,
		afterName = "io.github.selftest.boot.SelfTestAutoConfiguration")
@ConditionalOnBean(Engine.class)
public final class SelfTestObservabilityAutoConfiguration {

	@Bean
	StateChangePublisher selfTestStateChangePublisher(ApplicationEventPublisher publisher) {
		return new StateChangePublisher(publisher);
	}

	@Bean
	StateChangeLog selfTestStateChangeLog() {
		return new StateChangeLog();
	}

	@Bean
	StartReport selfTestStartReport(Engine selfTestEngine, BeanFactory beans, Environment environment,
			EndpointUrl selfTestEndpointUrl) {
		return new StartReport(selfTestEngine, new SwitchedOffReader(beans)::read, selfTestEndpointUrl::whereToLook,
				environment.getProperty("selftest.schedule.enabled", Boolean.class, true));
	}

	@Bean
	FirstVerdictLog selfTestFirstVerdictLog(EndpointUrl selfTestEndpointUrl) {
		return new FirstVerdictLog(selfTestEndpointUrl::of);
	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass(PathMappedEndpoints.class)
	static class WithActuator {

		@Bean
		EndpointUrl selfTestEndpointUrl(ObjectProvider<PathMappedEndpoints> endpoints, Environment environment) {
			return new EndpointUrl(environment, () -> PathOfEndpoint.in(endpoints.getIfAvailable()));
		}

	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnMissingClass("org.springframework.boot.actuate.endpoint.web.PathMappedEndpoints")
	static class WithoutActuator {

		@Bean
		EndpointUrl selfTestEndpointUrl(Environment environment) {
			return new EndpointUrl(environment, () -> Place.nowhere("Spring Boot Actuator is not on the class path"));
		}

	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass(MeterBinder.class)
	static class WithMicrometer {

		@Bean
		SelfTestMeters selfTestMeters(Engine selfTestEngine, ObjectProvider<PodInfoMeter> podInfo) {
			return new SelfTestMeters(selfTestEngine, () -> podInfo.ifAvailable(PodInfoMeter::refresh));
		}

		@Bean
		@ConditionalOnBean(Identity.class)
		PodInfoMeter selfTestPodInfoMeter(Identity identity) {
			return new PodInfoMeter(identity);
		}

	}

}
