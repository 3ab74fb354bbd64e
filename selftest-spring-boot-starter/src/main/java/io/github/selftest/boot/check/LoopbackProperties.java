package io.github.selftest.boot.check;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Properties of the client with which a service calls itself.
 *
 * @param maxRequestsPerSecond Number of requests that all checks together send to the
 * service in a second.
 */
@ConfigurationProperties("selftest.loopback")
record LoopbackProperties(@DefaultValue("10") int maxRequestsPerSecond) {

	private static final int HIGHEST = 10_000;

	LoopbackProperties {
		if (maxRequestsPerSecond < 1 || maxRequestsPerSecond > HIGHEST) {
			throw new SelfTestConfigurationException("selftest.loopback.max-requests-per-second", maxRequestsPerSecond,
					"a number from 1 to " + HIGHEST,
					"Leave it at 10, or raise it when more checks than that have to run within a second.");
		}
	}

}
