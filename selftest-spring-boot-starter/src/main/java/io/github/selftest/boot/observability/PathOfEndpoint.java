package io.github.selftest.boot.observability;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.actuate.endpoint.EndpointId;
import org.springframework.boot.actuate.endpoint.web.EndpointMapping;
import org.springframework.boot.actuate.endpoint.web.PathMappedEndpoint;
import org.springframework.boot.actuate.endpoint.web.PathMappedEndpoints;

import io.github.selftest.boot.observability.EndpointUrl.Place;

/**
 * The path that Actuator has given to the endpoint.
 */
final class PathOfEndpoint {

	private static final EndpointId ID = EndpointId.of("selftest");

	private PathOfEndpoint() {
	}

	static Place in(@Nullable PathMappedEndpoints endpoints) {
		if (endpoints == null) {
			return Place.nowhere("this is no web application with Actuator's endpoints");
		}
		PathMappedEndpoint endpoint = endpoints.getEndpoint(ID);
		if (endpoint == null) {
			return Place
				.nowhere("'selftest' is not in 'management.endpoints.web.exposure.include', or its access is 'none'");
		}
		// takes slashes as leniently as the mapping of Actuator
		return Place.at(new EndpointMapping(endpoints.getBasePath()).createSubPath(endpoint.getRootPath()));
	}

}
