package io.github.selftest.api;

import java.time.Duration;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * A client of this very service, through its real connector and never another host. Its
 * requests carry {@code X-Synthetic-Request: true} and
 * {@code User-Agent: SyntheticMonitor/1.0}, follow no redirect, keep to the pace of
 * {@code selftest.loopback.max-requests-per-second} and to the deadline of the run.
 *
 * @since 0.1.0
 */
public interface LoopbackClient {

	/**
	 * Start a request.
	 * @param method the HTTP method
	 * @param path path and query below the context path, starting with a single
	 * {@code /}, encoded as it is to be sent
	 * @return the request
	 * @throws IllegalArgumentException if the path could lead to another host
	 */
	Request request(String method, String path);

	/**
	 * Return a client for the port that Actuator answers on. Where that is the main port,
	 * its paths follow the context path; on a port of its own they follow
	 * {@code management.server.base-path}. A check that asks an Actuator endpoint through
	 * it works in both.
	 * @return the client, with the same pace and deadline
	 */
	LoopbackClient management();

	/**
	 * Start a GET request.
	 * @param path path and query below the context path
	 * @return the request
	 */
	default Request get(String path) {
		return request("GET", path);
	}

	/**
	 * Start a POST request.
	 * @param path path and query below the context path
	 * @return the request
	 */
	default Request post(String path) {
		return request("POST", path);
	}

	/**
	 * A request that has not been sent yet. Not safe for use by several threads.
	 */
	interface Request {

		/**
		 * Add a header.
		 * @param name the name
		 * @param value the value
		 * @return this request
		 */
		Request header(String name, String value);

		/**
		 * Send JSON in the body.
		 * @param json the text of the body
		 * @return this request
		 */
		Request json(String json);

		/**
		 * Send the request and wait for the whole answer, up to 1 MB of body.
		 * @return the answer, whatever its status
		 * @throws FindingError if no answer came ({@code <kind>.unreachable}) or its body
		 * is too large ({@code <kind>.body-too-large}), both failed; inconclusive without
		 * a connector ({@code <kind>.no-server}), where the service demands a certificate
		 * of its callers ({@code <kind>.no-client-certificate}) or when the pace left no
		 * time ({@code <kind>.over-pace})
		 */
		Response send();

	}

	/**
	 * The answer. Each {@code expect} records a passed finding, or ends the run with a
	 * {@link FindingError} that names the observed and the expected value.
	 * <p>
	 * An expectation is a subject, a comparison and a value, parted by a blank:
	 * {@code ==}, {@code !=}, {@code <}, {@code <=}, {@code >}, {@code >=},
	 * {@code contains}, {@code matches} (a regular expression for the whole value), or
	 * {@code exists} and {@code absent} without a value.
	 */
	interface Response {

		int status();

		/**
		 * Return the values of a header.
		 * @param name the name, in any case
		 * @return the values in the order in which they came; empty without the header
		 */
		List<String> headers(String name);

		/**
		 * Return the body as text in its declared character set, UTF-8 by default.
		 * @return the body, up to 1 MB
		 */
		String body();

		/**
		 * Return the time from sending the request to the last byte of the answer.
		 * @return the time
		 */
		Duration latency();

		/**
		 * Return a value of a JSON body.
		 * @param pointer a JSON pointer (RFC 6901); empty for the whole document
		 * @return a {@code String}, {@code Number}, {@code Boolean}, {@code List} or
		 * {@code Map}; {@code null} when there is no such value or it is JSON's null
		 * @throws FindingError if the body is no JSON ({@code <kind>.json}), which fails,
		 * or the service has no library that reads it ({@code <kind>.no-json-library}),
		 * which is inconclusive
		 */
		@Nullable Object json(String pointer);

		/**
		 * Expect one of some statuses.
		 * @param anyOf the statuses
		 * @return this answer
		 */
		Response expectStatus(int... anyOf);

		/**
		 * Expect something of a header.
		 * @param expectation such as {@code "Content-Type contains json"} or
		 * {@code "Server absent"}
		 * @return this answer
		 */
		Response expectHeader(String expectation);

		/**
		 * Expect something of a value of a JSON body.
		 * @param expectation such as {@code "/0/price > 0"} or {@code "/items exists"}
		 * @return this answer
		 */
		Response expectJson(String expectation);

		/**
		 * Expect the whole answer within a time.
		 * @param limit the longest time
		 * @return this answer
		 */
		Response expectLatency(Duration limit);

	}

}
