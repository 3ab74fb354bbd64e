package io.github.selftest.boot.endpoint;

import org.springframework.boot.actuate.autoconfigure.endpoint.condition.ConditionalOnAvailableEndpoint;
import org.springframework.boot.actuate.autoconfigure.endpoint.expose.EndpointExposure;
import org.springframework.boot.actuate.autoconfigure.web.server.ManagementContextAutoConfiguration;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;

import io.github.selftest.boot.engine.Engine;
import io.github.selftest.boot.engine.Mutes;

/**
 * Auto-configuration of the Actuator endpoint {@code selftestmutes}: what it answers. It
 * is an endpoint of its own, so that who may mute is decided apart from who may read and
 * run.
 *
 * @since 0.1.0
 */
@AutoConfiguration(before = ManagementContextAutoConfiguration.class,
		afterName = "io.github.selftest.boot.SelfTestAutoConfiguration")
@ConditionalOnBooleanProperty(name = "selftest.enabled", matchIfMissing = true)
@ConditionalOnClass(ConditionalOnAvailableEndpoint.class)
@ConditionalOnWebApplication
@ConditionalOnAvailableEndpoint(endpoint = MutesEndpoint.class, exposure = EndpointExposure.WEB)
@ConditionalOnBean({ Engine.class, Mutes.class })
@EnableConfigurationProperties(SelfTestEndpointProperties.class)
public final class MutesEndpointAutoConfiguration {

	@Bean
	MutesHttp selfTestMutesHttp(Mutes mutes, Engine engine) {
		return new MutesHttp(mutes, engine.clock());
	}

	@Bean
	MutesEndpoint selfTestMutesEndpoint(MutesHttp http, SelfTestEndpointProperties properties) {
		return new MutesEndpoint(http, properties.showDetails().isShown(false));
	}

}
