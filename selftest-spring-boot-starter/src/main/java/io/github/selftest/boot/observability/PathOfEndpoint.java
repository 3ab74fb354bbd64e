package io.github.selftest.boot.observability;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.actuate.endpoint.EndpointId;
import org.springframework.boot.actuate.endpoint.web.PathMappedEndpoints;

/**
 * The path that Actuator has given to the endpoint.
 */
final class PathOfEndpoint {

	private PathOfEndpoint() {
	}

	static @Nullable String in(@Nullable PathMappedEndpoints endpoints) {
		return (endpoints != null) ? endpoints.getPath(EndpointId.of("selftest")) : null;
	}

}
