package io.github.selftest.boot.check.http;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;

import io.github.selftest.boot.check.ConditionalOnCheck;
import io.github.selftest.boot.check.LoopbackAutoConfiguration;

/**
 * Auto-configuration for checks that send one request to this very service.
 *
 * @since 0.1.0
 */
@AutoConfiguration(after = LoopbackAutoConfiguration.class)
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
@ConditionalOnCheck("http")
@EnableConfigurationProperties(HttpCheckProperties.class)
public final class HttpCheckAutoConfiguration {

	@Bean
	@ConditionalOnMissingBean(name = "selfTestHttpChecks")
	HttpChecks selfTestHttpChecks(HttpCheckProperties properties) {
		return new HttpChecks(properties);
	}

}
