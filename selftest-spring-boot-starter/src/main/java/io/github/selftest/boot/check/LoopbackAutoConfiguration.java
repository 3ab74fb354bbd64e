package io.github.selftest.boot.check;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.Environment;
import org.springframework.util.function.SingletonSupplier;

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
	OwnMark selfTestOwnMark() {
		return new OwnMark();
	}

	@Bean
	LoopbackParts selfTestLoopbackParts(Environment environment, LoopbackProperties properties,
			ObjectProvider<LoopbackSigner> signer, OwnMark mark) {
		LoopbackTimeSource time = new LoopbackTimeSource();
		HttpExchange exchange = new HttpExchange(new OwnServerTls(), time,
				SingletonSupplier.of(() -> signer.getIfAvailable(() -> mark::headers)));
		return new LoopbackParts(environment, exchange, new Pace(properties.maxRequestsPerSecond(), time));
	}

	@Bean
	@ConditionalOnMissingBean
	LoopbackClientFactory selfTestLoopbackClientFactory(LoopbackParts parts) {
		return (run) -> new OwnServerClient(run, parts.environment(), parts.exchange(), parts.pace());
	}

	@Bean
	@ConditionalOnMissingBean
	RawLoopback selfTestRawLoopback(LoopbackParts parts) {
		return new OwnServerProber(parts.environment(), parts.exchange(), parts.pace());
	}

	/**
	 * What the clients share, so that all requests keep to one pace.
	 *
	 * @param environment the environment that knows the port
	 * @param exchange what sends and reads
	 * @param pace what spreads the requests
	 */
	record LoopbackParts(Environment environment, HttpExchange exchange, Pace pace) {

	}

}
