package io.github.selftest.boot.check.method;

import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;

import io.github.selftest.boot.check.ConditionalOnCheck;

/**
 * Auto-configuration for methods that are checks.
 *
 * @since 0.1.0
 */
@AutoConfiguration
@ConditionalOnCheck("method")
@EnableConfigurationProperties(MethodCheckProperties.class)
public final class MethodCheckAutoConfiguration {

	@Bean
	@ConditionalOnMissingBean(name = "selfTestMethodChecks")
	MethodChecks selfTestMethodChecks(ConfigurableListableBeanFactory beans) {
		return new MethodChecks(beans);
	}

}
