package io.github.selftest.boot.check.httpcache;

import java.time.Duration;
import java.time.Instant;

/**
 * An answer as it was sent.
 *
 * @param status the status code
 * @param fields the lines of the head
 * @param body what is known of the content
 * @param bytesAfterEnd whether octets came that belong to no answer
 * @param receivedAt when the head had been received
 * @param latency the time from the request to the end of the head
 */
record Response(int status, Fields fields, Body body, boolean bytesAfterEnd, Instant receivedAt,
		Duration latency) implements Outcome {

	boolean isSuccess() {
		return this.status >= 200 && this.status < 300;
	}

	boolean isOk() {
		return this.status == 200;
	}

	boolean isNotModified() {
		return this.status == 304;
	}

	boolean isPartial() {
		return this.status == 206;
	}

	boolean isServerError() {
		return this.status >= 500;
	}

	/**
	 * Return what it says of caching, as it was sent.
	 */
	String policy() {
		return this.fields.combined("Cache-Control")
			.or(() -> this.fields.first("Expires").map((value) -> "Expires: " + value))
			.orElse("no Cache-Control");
	}

}
