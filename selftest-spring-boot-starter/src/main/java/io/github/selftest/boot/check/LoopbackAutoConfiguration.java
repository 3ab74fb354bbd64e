package io.github.selftest.boot.check;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.Environment;

/**
 * Auto-configuration for the client with which a service calls itself.
 *
 * @since 0.1.0
 */
@AutoConfiguration
@ConditionalOnBooleanProperty(name = "selftest.enabled", matchIfMissing = true)
@EnableConfigurationProperties(LoopbackProperties.class)
public final class LoopbackAutoConfiguration {

	@Bean
	@ConditionalOnMissingBean
	LoopbackClientFactory selfTestLoopbackClientFactory(Environment environment, LoopbackProperties properties) {
		LoopbackTimeSource time = new LoopbackTimeSource();
		Pace pace = new Pace(properties.maxRequestsPerSecond(), time);
		HttpExchange exchange = new HttpExchange(new OwnServerTls(), time);
		return (run) -> new OwnServerClient(run, environment, exchange, pace);
	}

}
