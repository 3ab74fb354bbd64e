package io.github.selftest.boot.endpoint;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.actuate.autoconfigure.endpoint.condition.ConditionalOnAvailableEndpoint;
import org.springframework.boot.actuate.autoconfigure.endpoint.expose.EndpointExposure;
import org.springframework.boot.actuate.autoconfigure.endpoint.web.CorsEndpointProperties;
import org.springframework.boot.actuate.autoconfigure.web.ManagementContextConfiguration;
import org.springframework.boot.actuate.endpoint.EndpointId;
import org.springframework.boot.actuate.endpoint.OperationType;
import org.springframework.boot.actuate.endpoint.web.EndpointMapping;
import org.springframework.boot.actuate.endpoint.web.PathMappedEndpoint;
import org.springframework.boot.actuate.endpoint.web.PathMappedEndpoints;
import org.springframework.boot.actuate.endpoint.web.WebEndpointsSupplier;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.boot.webmvc.autoconfigure.DispatcherServletPath;
import org.springframework.context.annotation.Bean;
import org.springframework.core.Ordered;
import org.springframework.web.servlet.DispatcherServlet;

/**
 * Maps the endpoint {@code selftest}: in the context of the application when it shares
 * its port with Actuator, else in the one of the management server.
 */
@ManagementContextConfiguration(proxyBeanMethods = false)
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
@ConditionalOnClass(DispatcherServlet.class)
@ConditionalOnAvailableEndpoint(endpoint = SelfTestEndpoint.class, exposure = EndpointExposure.WEB)
@ConditionalOnBean({ DispatcherServlet.class, SelfTestHttp.class, WebEndpointsSupplier.class })
@EnableConfigurationProperties(CorsEndpointProperties.class)
class SelfTestManagementContextConfiguration {

	private static final EndpointId ID = EndpointId.of(SelfTestEndpoint.ID);

	@Bean
	SelfTestHandlerMapping selfTestHandlerMapping(SelfTestHttp http, PathMappedEndpoints paths,
			WebEndpointsSupplier endpoints, SelfTestEndpointProperties properties, CorsEndpointProperties cors) {
		String path = path(paths);
		return new SelfTestHandlerMapping(http, (path != null) ? new EndpointPath(path) : null, mayWrite(endpoints),
				(caller) -> properties.showDetails().isShown(caller, properties.roles()), cors.toCorsConfiguration());
	}

	@Bean
	FilterRegistrationBean<UnparsedMultipartFilter> selfTestUnparsedMultipartFilter(PathMappedEndpoints paths,
			DispatcherServletPath servlet) {
		FilterRegistrationBean<UnparsedMultipartFilter> registration = new FilterRegistrationBean<>(
				new UnparsedMultipartFilter((request) -> true));
		String path = path(paths);
		registration.setName("selfTestUnparsedMultipartFilter");
		registration.setOrder(Ordered.LOWEST_PRECEDENCE);
		registration.setEnabled(path != null);
		if (path != null) {
			registration.addUrlPatterns(servlet.getRelativePath(path + "/*"));
		}
		return registration;
	}

	private static @Nullable String path(PathMappedEndpoints paths) {
		PathMappedEndpoint endpoint = paths.getEndpoint(ID);
		if (endpoint == null) {
			return null;
		}
		// takes slashes as leniently as the mapping of Actuator
		EndpointMapping all = new EndpointMapping(paths.getBasePath());
		String path = all.createSubPath(endpoint.getRootPath());
		if (path.equals(all.getPath())) {
			throw new InvalidConfigurationPropertyValueException(
					"management.endpoints.web.path-mapping." + SelfTestEndpoint.ID, endpoint.getRootPath(),
					"At the root of all endpoints groups can't be told from other endpoints; expected a path of its own, such as 'selftest'.");
		}
		return path;
	}

	private static boolean mayWrite(WebEndpointsSupplier endpoints) {
		return endpoints.getEndpoints()
			.stream()
			.filter((endpoint) -> endpoint.getEndpointId().equals(ID))
			.flatMap((endpoint) -> endpoint.getOperations().stream())
			.anyMatch((operation) -> operation.getType() == OperationType.WRITE);
	}

}
