package io.github.selftest.boot.check.http;

import java.time.Duration;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.ConfigurationPropertiesSource;
import org.springframework.boot.context.properties.bind.DefaultValue;

import io.github.selftest.api.Severity;

/**
 * Properties of the checks that send one request.
 *
 * @param enabled Whether the declared checks are in force.
 * @param checks Checks by id, each with a request to this service and what is expected of
 * the answer.
 */
@ConfigurationProperties(prefix = "selftest.check.http", ignoreUnknownFields = false)
record HttpCheckProperties(@DefaultValue("true") boolean enabled, @DefaultValue Map<String, Declared> checks) {

	/**
	 * A check.
	 *
	 * @param title Name for people.
	 * @param groups Groups that the check belongs to, 'smoke' and 'continuous' unless
	 * set.
	 * @param severity What a failure means for the verdict of the groups.
	 * @param interval Time between two scheduled runs, that of the groups unless set.
	 * @param deadline Time after which a run is interrupted and fails.
	 * @param after Ids of checks that must pass before this one is worth running.
	 * @param runBook Link to what to do when the check fails.
	 * @param request Request to send.
	 * @param expect What is expected of the answer.
	 */
	@ConfigurationPropertiesSource
	record Declared(@Nullable String title, @Nullable List<String> groups, @DefaultValue("critical") Severity severity,
			@Nullable Duration interval, @Nullable Duration deadline, @DefaultValue List<String> after,
			@Nullable String runBook, @DefaultValue Request request, @DefaultValue Expect expect) {

	}

	/**
	 * A request.
	 *
	 * @param port Port to send it to: that of users, or that of Actuator where it has its
	 * own.
	 * @param method HTTP method.
	 * @param path Path and query below the context path, encoded as it is to be sent.
	 * @param headers Headers by name.
	 * @param json JSON to send in the body.
	 */
	record Request(@DefaultValue("server") Port port, @DefaultValue("GET") String method, @Nullable String path,
			@DefaultValue Map<String, String> headers, @Nullable String json) {

	}

	/**
	 * A port of this service.
	 */
	enum Port {

		/** The one that users call. */
		SERVER,

		/** The one that Actuator answers on, which may be the same. */
		MANAGEMENT

	}

	/**
	 * What is expected of the answer.
	 *
	 * @param status Statuses of which one is expected.
	 * @param latency Longest time from sending the request to the last byte of the
	 * answer.
	 * @param headers Expectations of headers, such as 'Content-Type contains json'.
	 * @param json Expectations of values in a JSON body, such as '/0/price > 0'.
	 */
	record Expect(@DefaultValue List<Integer> status, @Nullable Duration latency, @DefaultValue List<String> headers,
			@DefaultValue List<String> json) {

		boolean isEmpty() {
			return this.status.isEmpty() && this.latency == null && this.headers.isEmpty() && this.json.isEmpty();
		}

	}

}
