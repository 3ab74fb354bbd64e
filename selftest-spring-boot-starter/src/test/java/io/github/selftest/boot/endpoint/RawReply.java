package io.github.selftest.boot.endpoint;

import java.nio.charset.StandardCharsets;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * What came over a {@link RawConnection}.
 */
final class RawReply {

	private final int status;

	private final Map<String, String> headers;

	private final byte[] body;

	RawReply(int status, Map<String, String> headers, byte[] body) {
		this.status = status;
		this.headers = headers;
		this.body = body;
	}

	int status() {
		return this.status;
	}

	@Nullable String header(String name) {
		return this.headers.get(name);
	}

	String body() {
		return new String(this.body, StandardCharsets.UTF_8);
	}

	Map<String, Object> json() {
		return Samples.json(this.body);
	}

	@Override
	public String toString() {
		return this.status + " " + this.headers + " " + body();
	}

}
