package io.github.selftest.boot.check;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Properties of the client with which a service calls itself.
 *
 * @param maxRequestsPerSecond Number of requests that all checks together send to the
 * service in a second.
 * @param port Port of the service where it cannot know it, as in a servlet container of
 * its own; 'server.servlet.context-path' says below which path it is deployed.
 */
@ConfigurationProperties("selftest.loopback")
record LoopbackProperties(@DefaultValue("10") int maxRequestsPerSecond, @Nullable Integer port) {

	private static final int HIGHEST = 10_000;

	private static final int HIGHEST_PORT = 65_535;

	LoopbackProperties {
		if (maxRequestsPerSecond < 1 || maxRequestsPerSecond > HIGHEST) {
			throw new SelfTestConfigurationException("selftest.loopback.max-requests-per-second", maxRequestsPerSecond,
					"a number from 1 to " + HIGHEST,
					"Leave it at 10, or raise it when more checks than that have to run within a second.");
		}
		if (port != null && (port < 1 || port > HIGHEST_PORT)) {
			throw new SelfTestConfigurationException(OwnServer.PORT, port, "a port from 1 to " + HIGHEST_PORT,
					"Give the port on which the servlet container takes requests for this service.");
		}
	}

}
