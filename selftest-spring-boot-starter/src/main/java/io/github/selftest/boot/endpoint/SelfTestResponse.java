package io.github.selftest.boot.endpoint;

import org.jspecify.annotations.Nullable;

/**
 * An answer that is ready to be sent.
 */
final class SelfTestResponse implements Answer {

	private final int status;

	private final String contentType;

	private final byte[] body;

	private final boolean last;

	private final @Nullable String allow;

	/**
	 * Create an answer.
	 * @param status the status
	 * @param contentType the type of the body
	 * @param body the body
	 * @param last whether no other request is to come over the same connection
	 */
	SelfTestResponse(int status, String contentType, byte[] body, boolean last) {
		this(status, contentType, body, last, null);
	}

	SelfTestResponse(int status, String contentType, byte[] body, boolean last, @Nullable String allow) {
		this.status = status;
		this.contentType = contentType;
		this.body = body;
		this.last = last;
		this.allow = allow;
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
	 * Return the methods that are allowed.
	 * @return the value of the header, or {@code null} for none
	 */
	@Nullable String allow() {
		return this.allow;
	}

}
