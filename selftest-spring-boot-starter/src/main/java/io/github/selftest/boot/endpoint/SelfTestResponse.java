package io.github.selftest.boot.endpoint;

import java.util.LinkedHashMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * An answer that is ready to be sent.
 */
final class SelfTestResponse implements Answer {

	private static final Map<String, String> KEEP_ALIVE = headers(false, null);

	private static final Map<String, String> CLOSE = headers(true, null);

	private final int status;

	private final String contentType;

	private final Map<String, String> headers;

	private final byte[] body;

	SelfTestResponse(int status, String contentType, byte[] body, boolean close) {
		this(status, contentType, body, close ? CLOSE : KEEP_ALIVE);
	}

	SelfTestResponse(int status, String contentType, byte[] body, boolean close, @Nullable String allow) {
		this(status, contentType, body, headers(close, allow));
	}

	private SelfTestResponse(int status, String contentType, byte[] body, Map<String, String> headers) {
		this.status = status;
		this.contentType = contentType;
		this.body = body;
		this.headers = headers;
	}

	int status() {
		return this.status;
	}

	String contentType() {
		return this.contentType;
	}

	/**
	 * Return the headers but for type and length of the content. {@code Connection} is
	 * meant for HTTP/1 alone.
	 * @return the headers
	 */
	Map<String, String> headers() {
		return this.headers;
	}

	byte[] body() {
		return this.body;
	}

	private static Map<String, String> headers(boolean close, @Nullable String allow) {
		Map<String, String> headers = new LinkedHashMap<>();
		headers.put("Cache-Control", "no-store");
		if (close) {
			headers.put("Connection", "close");
		}
		if (allow != null) {
			headers.put("Allow", allow);
		}
		return Map.copyOf(headers);
	}

}
