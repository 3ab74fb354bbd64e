package io.github.selftest.boot.check;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.observation.ObservationRegistry;
import net.ttddyy.observation.tracing.QueryContext;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Auto-configuration of what reads the meters and observations of the host.
 *
 * @since 0.1.0
 */
@AutoConfiguration
@ConditionalOnBooleanProperty(name = "selftest.enabled", matchIfMissing = true)
public final class HostReadingsAutoConfiguration {

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass(MeterRegistry.class)
	static class WithMeters {

		@Bean
		MeterReadings selfTestMeterReadings(ObjectProvider<MeterRegistry> registry) {
			return new HostMeters(registry);
		}

	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass({ ObservationRegistry.class, QueryContext.class })
	@ConditionalOnCheck("pool")
	static class WithObservedStatements {

		@Bean
		ObservedStatements selfTestObservedStatements(ObjectProvider<ObservationRegistry> registry,
				ObjectProvider<StatementListener> listeners) {
			return new ObservedStatements(registry, listeners, new LoopbackTimeSource()::nanoTime);
		}

	}

}
