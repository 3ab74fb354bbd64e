package io.github.selftest.boot.endpoint;

import org.springframework.boot.actuate.autoconfigure.endpoint.condition.ConditionalOnAvailableEndpoint;
import org.springframework.boot.actuate.autoconfigure.endpoint.expose.EndpointExposure;
import org.springframework.boot.actuate.autoconfigure.endpoint.web.CorsEndpointProperties;
import org.springframework.boot.actuate.autoconfigure.web.ManagementContextConfiguration;
import org.springframework.boot.actuate.endpoint.EndpointId;
import org.springframework.boot.actuate.endpoint.web.PathMappedEndpoints;
import org.springframework.boot.actuate.endpoint.web.WebEndpointsSupplier;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.boot.webmvc.autoconfigure.DispatcherServletPath;
import org.springframework.context.annotation.Bean;
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
		String path = MappedEndpoint.path(ID, paths);
		return new SelfTestHandlerMapping(http, (path != null) ? new EndpointPath(path) : null,
				MappedEndpoint.mayWrite(ID, endpoints),
				(caller) -> properties.showDetails().isShown(caller, properties.roles()), cors.toCorsConfiguration());
	}

	@Bean
	FilterRegistrationBean<UnparsedMultipartFilter> selfTestUnparsedMultipartFilter(PathMappedEndpoints paths,
			DispatcherServletPath servlet) {
		return MappedEndpoint.unparsed("selfTestUnparsedMultipartFilter", MappedEndpoint.path(ID, paths), servlet);
	}

}
