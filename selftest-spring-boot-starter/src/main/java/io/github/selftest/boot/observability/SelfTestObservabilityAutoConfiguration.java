package io.github.selftest.boot.observability;

import io.micrometer.core.instrument.binder.MeterBinder;
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

import io.github.selftest.boot.SelfTestAutoConfiguration;
import io.github.selftest.boot.engine.Engine;

/**
 * Auto-configuration for what others see of the engine: events, log lines and meters.
 *
 * @since 0.1.0
 */
@AutoConfiguration(after = SelfTestAutoConfiguration.class)
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

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass(PathMappedEndpoints.class)
	static class WithActuator {

		@Bean
		FirstVerdictLog selfTestFirstVerdictLog(ObjectProvider<PathMappedEndpoints> endpoints,
				Environment environment) {
			EndpointUrl url = new EndpointUrl(environment, () -> PathOfEndpoint.in(endpoints.getIfAvailable()));
			return new FirstVerdictLog(url::of);
		}

	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnMissingClass("org.springframework.boot.actuate.endpoint.web.PathMappedEndpoints")
	static class WithoutActuator {

		@Bean
		FirstVerdictLog selfTestFirstVerdictLog() {
			return new FirstVerdictLog((group) -> "no URL, as Spring Boot Actuator is not on the class path");
		}

	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass(MeterBinder.class)
	static class WithMicrometer {

		@Bean
		SelfTestMeters selfTestMeters(Engine selfTestEngine) {
			return new SelfTestMeters(selfTestEngine);
		}

	}

}
