package io.github.selftest.boot.check;

import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.context.annotation.Bean;

/**
 * Auto-configuration for the counts of the kinds.
 *
 * @since 0.1.0
 */
@AutoConfiguration
@ConditionalOnClass(MeterRegistry.class)
@ConditionalOnBooleanProperty(name = "selftest.enabled", matchIfMissing = true)
public final class CountsAutoConfiguration {

	@Bean
	MicrometerCounts selfTestCounts() {
		return new MicrometerCounts();
	}

}
