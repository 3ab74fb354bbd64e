package io.github.selftest.boot.endpoint.health;

import java.util.List;
import java.util.Map;

import org.springframework.beans.factory.BeanFactoryUtils;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.actuate.endpoint.web.AdditionalPathsMapper;
import org.springframework.boot.actuate.endpoint.web.WebServerNamespace;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.health.actuate.endpoint.HealthEndpoint;
import org.springframework.boot.health.actuate.endpoint.HealthEndpointGroupsPostProcessor;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.boot.webmvc.autoconfigure.DispatcherServletPath;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.web.servlet.DispatcherServlet;
import org.springframework.web.servlet.HandlerMapping;

import io.github.selftest.boot.endpoint.KnownGroups;
import io.github.selftest.boot.endpoint.UnparsedMultipartFilter;
import io.github.selftest.boot.engine.Engine;
import io.github.selftest.boot.identity.Identity;

/**
 * Auto-configuration for {@code /health} and the health group {@code selftest}.
 *
 * @since 0.1.0
 */
@AutoConfiguration(afterName = { "io.github.selftest.boot.SelfTestAutoConfiguration",
		"io.github.selftest.boot.identity.IdentityAutoConfiguration",
		"org.springframework.boot.health.autoconfigure.actuate.endpoint.AvailabilityProbesAutoConfiguration" })
@ConditionalOnBean({ Engine.class, Identity.class })
@EnableConfigurationProperties(HealthProperties.class)
public final class HealthBridgeAutoConfiguration {

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass(HealthEndpointGroupsPostProcessor.class)
	static class Bridge {

		@Bean
		VerdictHealthIndicator selfTestVerdictHealthIndicator(Engine selfTestEngine) {
			return new VerdictHealthIndicator(selfTestEngine);
		}

		/**
		 * After that of Boot's probes, whose groups find additional paths by the names
		 * that are shown; ours is not among them.
		 */
		@Bean
		@Order(Ordered.LOWEST_PRECEDENCE)
		static HealthEndpointGroupsPostProcessor selfTestHealthGroups(HealthProperties properties) {
			return (groups) -> new BridgedHealthGroups(groups, properties.additionalPath());
		}

	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
	@ConditionalOnClass(DispatcherServlet.class)
	@ConditionalOnBooleanProperty(name = "selftest.health.enabled", matchIfMissing = true)
	static class InstanceHealthOnMainPort {

		@Bean
		InstanceHealthHandlerMapping selfTestInstanceHealthHandlerMapping(HealthProperties properties,
				Engine selfTestEngine, Identity selfTestIdentity, ListableBeanFactory beanFactory) {
			KnownGroups.warnOfOthers(selfTestEngine, "selftest.health.groups", properties.groups());
			return new InstanceHealthHandlerMapping(properties.path(),
					new InstanceHealth(selfTestEngine, properties.groups()),
					new InstanceHealthDocument(selfTestIdentity), () -> mappings(beanFactory));
		}

		private static List<HandlerMapping> mappings(ListableBeanFactory beanFactory) {
			Map<String, HandlerMapping> mappings = BeanFactoryUtils.beansOfTypeIncludingAncestors(beanFactory,
					HandlerMapping.class, true, false);
			return List.copyOf(mappings.values());
		}

		/**
		 * Lets a read with a broken multipart body come through to us.
		 */
		@Configuration(proxyBeanMethods = false)
		@ConditionalOnClass({ FilterRegistrationBean.class, DispatcherServletPath.class })
		static class Unparsed {

			@Bean
			FilterRegistrationBean<UnparsedMultipartFilter> selfTestInstanceHealthFilter(HealthProperties properties,
					ObjectProvider<DispatcherServletPath> servlet,
					ObjectProvider<InstanceHealthHandlerMapping> mapping) {
				FilterRegistrationBean<UnparsedMultipartFilter> registration = new FilterRegistrationBean<>(
						new UnparsedMultipartFilter((request) -> mapping.getObject().answers(request)));
				DispatcherServletPath above = servlet.getIfAvailable();
				registration.setName("selfTestInstanceHealthFilter");
				registration.setOrder(Ordered.LOWEST_PRECEDENCE);
				registration
					.addUrlPatterns((above != null) ? above.getRelativePath(properties.path()) : properties.path());
				return registration;
			}

		}

		/**
		 * Opens the path where Boot's default security opens that of Actuator health,
		 * unless it is one of the application, which may want to keep it closed. Asked at
		 * the first request.
		 */
		@Configuration(proxyBeanMethods = false)
		@ConditionalOnClass({ AdditionalPathsMapper.class, HealthEndpoint.class })
		static class OpenedLikeHealth {

			@Bean
			AdditionalPathsMapper selfTestInstanceHealthPath(HealthProperties properties,
					ObjectProvider<InstanceHealthHandlerMapping> mapping) {
				return (endpoint, namespace) -> (HealthEndpoint.ID.equals(endpoint)
						&& WebServerNamespace.SERVER.equals(namespace) && mapping.getObject().isOurs())
								? List.of(properties.path()) : null;
			}

		}

	}

}
