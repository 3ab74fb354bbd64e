package io.github.selftest.boot.endpoint;

import org.springframework.beans.factory.ObjectProvider;
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
import io.github.selftest.boot.identity.Identity;
import io.github.selftest.boot.identity.IdentityAutoConfiguration;
import io.github.selftest.boot.touched.TouchedBeans;

/**
 * Auto-configuration of the Actuator endpoint {@code selftest}: what it answers. How it
 * is mapped is up to the management context, which may have a port of its own.
 *
 * @since 0.1.0
 */
@AutoConfiguration(after = IdentityAutoConfiguration.class, before = ManagementContextAutoConfiguration.class,
		afterName = "io.github.selftest.boot.SelfTestAutoConfiguration")
@ConditionalOnBooleanProperty(name = "selftest.enabled", matchIfMissing = true)
@ConditionalOnClass(ConditionalOnAvailableEndpoint.class)
@ConditionalOnWebApplication
@ConditionalOnAvailableEndpoint(endpoint = SelfTestEndpoint.class, exposure = EndpointExposure.WEB)
@ConditionalOnBean({ Engine.class, Identity.class })
@EnableConfigurationProperties(SelfTestEndpointProperties.class)
public final class SelfTestEndpointAutoConfiguration {

	@Bean
	SelfTestHttp selfTestHttp(Engine engine, Identity identity, SelfTestEndpointProperties properties,
			ObjectProvider<EndpointView> views, ObjectProvider<TouchedBeans> touched) {
		KnownGroups.warnOfOthers(engine, "selftest.endpoint.post-groups", properties.postGroups());
		return new SelfTestHttp(engine, identity, properties, new Views(views.getIfUnique()),
				() -> touched.orderedStream().flatMap((feature) -> feature.touched().stream()).toList());
	}

	@Bean
	SelfTestEndpoint selfTestEndpoint(SelfTestHttp http, SelfTestEndpointProperties properties) {
		return new SelfTestEndpoint(http, properties.showDetails().isShown(false));
	}

}
