package io.github.selftest.boot.endpoint;

import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * What matters of a request about mutes.
 *
 * @param call all but the body
 * @param body reads the body, as far as it may be long
 */
record MutesRequest(SelfTestRequest call, Body body) {

	/** The most bytes of a body that are read. */
	static final int MAX_BODY = 16_384;

	static final Body NO_BODY = () -> new byte[0];

	List<String> path() {
		return this.call.path();
	}

	String method() {
		return this.call.method();
	}

	@Nullable String contentType() {
		return this.call.contentType();
	}

	/**
	 * Reads the body.
	 */
	@FunctionalInterface
	interface Body {

		/**
		 * Read up to one byte more than {@link #MAX_BODY}.
		 * @return the bytes
		 * @throws java.io.IOException if the caller has gone
		 */
		byte[] read() throws java.io.IOException;

	}

}
