package io.github.selftest.boot.endpoint;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.actuate.endpoint.EndpointId;
import org.springframework.boot.actuate.endpoint.OperationType;
import org.springframework.boot.actuate.endpoint.web.EndpointMapping;
import org.springframework.boot.actuate.endpoint.web.PathMappedEndpoint;
import org.springframework.boot.actuate.endpoint.web.PathMappedEndpoints;
import org.springframework.boot.actuate.endpoint.web.WebEndpointsSupplier;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.boot.webmvc.autoconfigure.DispatcherServletPath;
import org.springframework.core.Ordered;

/**
 * Where Actuator wants an endpoint of ours, and what it permits there.
 */
final class MappedEndpoint {

	private MappedEndpoint() {
	}

	/**
	 * Return the path below the servlet.
	 * @param id the endpoint
	 * @param paths the paths of all endpoints
	 * @return the path, {@code null} if it has none
	 */
	static @Nullable String path(EndpointId id, PathMappedEndpoints paths) {
		PathMappedEndpoint endpoint = paths.getEndpoint(id);
		if (endpoint == null) {
			return null;
		}
		// takes slashes as leniently as the mapping of Actuator
		EndpointMapping all = new EndpointMapping(paths.getBasePath());
		String path = all.createSubPath(endpoint.getRootPath());
		if (path.equals(all.getPath())) {
			throw new InvalidConfigurationPropertyValueException("management.endpoints.web.path-mapping." + id,
					endpoint.getRootPath(),
					"At the root of all endpoints groups can't be told from other endpoints; expected a path of its own, such as '%s'."
						.formatted(id));
		}
		return path;
	}

	static boolean mayWrite(EndpointId id, WebEndpointsSupplier endpoints) {
		return endpoints.getEndpoints()
			.stream()
			.filter((endpoint) -> endpoint.getEndpointId().equals(id))
			.flatMap((endpoint) -> endpoint.getOperations().stream())
			.anyMatch((operation) -> operation.getType() == OperationType.WRITE);
	}

	static FilterRegistrationBean<UnparsedMultipartFilter> unparsed(String name, @Nullable String path,
			DispatcherServletPath servlet) {
		FilterRegistrationBean<UnparsedMultipartFilter> registration = new FilterRegistrationBean<>(
				new UnparsedMultipartFilter((request) -> true));
		registration.setName(name);
		registration.setOrder(Ordered.LOWEST_PRECEDENCE);
		registration.setEnabled(path != null);
		if (path != null) {
			registration.addUrlPatterns(servlet.getRelativePath(path + "/*"));
		}
		return registration;
	}

}
