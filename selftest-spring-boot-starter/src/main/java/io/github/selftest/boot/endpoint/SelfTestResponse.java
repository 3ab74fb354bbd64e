package io.github.selftest.boot.endpoint;

import java.util.Map;

/**
 * An answer that is ready to be sent.
 */
final class SelfTestResponse implements Answer {

	private final int status;

	private final String contentType;

	private final byte[] body;

	private final boolean last;

	private final Map<String, String> headers;

	/**
	 * Create an answer.
	 * @param status the status
	 * @param contentType the type of the body
	 * @param body the body
	 * @param last whether no other request is to come over the same connection
	 */
	SelfTestResponse(int status, String contentType, byte[] body, boolean last) {
		this(status, contentType, body, last, Map.of());
	}

	SelfTestResponse(int status, String contentType, byte[] body, boolean last, Map<String, String> headers) {
		this.status = status;
		this.contentType = contentType;
		this.body = body;
		this.last = last;
		this.headers = headers;
	}

	int status() {
		return this.status;
	}

	String contentType() {
		return this.contentType;
	}

	byte[] body() {
		return this.body;
	}

	boolean isLast() {
		return this.last;
	}

	/**
	 * Return what belongs to this answer beside what each answer has.
	 * @return the headers
	 */
	Map<String, String> headers() {
		return this.headers;
	}

}
