package io.github.selftest.boot.synthetic.propagation;

import java.util.List;
import java.util.Objects;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.ConfigurationPropertiesSource;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where the context of a synthetic request is carried to.
 *
 * @param executors Whether tasks that a synthetic request gives to the executors and
 * schedulers of Spring Boot belong to it.
 * @param asyncRequests Whether what a controller returns as Callable, WebAsyncTask or
 * StreamingResponseBody belongs to its request on whatever executor it runs.
 * @param clients Whether RestClient, RestTemplate and HTTP interfaces that Spring Boot
 * builds sign calls of a synthetic request to the targets anew, and take our headers off
 * all other calls.
 * @param targets Services that calls of a synthetic request are signed for.
 */
@ConfigurationProperties("selftest.synthetic.propagation")
record PropagationProperties(@DefaultValue("false") boolean executors, @DefaultValue("false") boolean asyncRequests,
		@DefaultValue("false") boolean clients, @DefaultValue List<Target> targets) {

	/**
	 * A service that verifies synthetic requests.
	 *
	 * @param host Host as in the address that is called, with or without port, or what it
	 * ends with, from the dot on ('.shop.svc.cluster.local').
	 * @param audience Name that the service gives itself, the first part of the host that
	 * is called unless set.
	 * @param keyId Id of the key, one of 'selftest.synthetic.keys'.
	 */
	@ConfigurationPropertiesSource
	record Target(String host, @Nullable String audience, String keyId) {

		Target {
			Objects.requireNonNull(host, "'host' must not be null");
			Objects.requireNonNull(keyId, "'key-id' must not be null");
		}

	}

}
