package io.github.selftest.boot.check;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import io.github.selftest.api.LoopbackClient.Request;
import io.github.selftest.api.LoopbackClient.Response;

/**
 * A request to this very service.
 */
final class OwnServerRequest implements Request {

	private static final Set<String> WITH_BODY = Set.of("POST", "PUT", "PATCH");

	private final OwnServerClient client;

	private final String method;

	private final String path;

	private final List<RawField> headers = new ArrayList<>();

	private boolean hasContentType;

	private byte @Nullable [] body;

	OwnServerRequest(OwnServerClient client, String method, String path) {
		RequestRule.METHOD.require(method);
		RequestRule.PATH.require(path);
		this.client = client;
		this.method = method;
		this.path = path;
	}

	@Override
	public Request header(String name, String value) {
		RequestRule.HEADER_NAME.require(name);
		RequestRule.SETTABLE_HEADER.require(name);
		RequestRule.HEADER_VALUE.require(value);
		this.headers.add(new RawField(name, value));
		this.hasContentType |= name.equalsIgnoreCase("Content-Type");
		return this;
	}

	@Override
	public Request json(String json) {
		this.body = json.getBytes(StandardCharsets.UTF_8);
		return this;
	}

	@Override
	public Response send() {
		return this.client.send(this);
	}

	boolean isHead() {
		return this.method.equals("HEAD");
	}

	/**
	 * Return what goes over the wire.
	 * @param host name and port of the server
	 * @param contextPath what the path starts with
	 * @param start what makes a head
	 * @return head and body
	 */
	byte[] bytes(String host, String contextPath, RequestHead start) {
		byte[] content = (this.body != null) ? this.body : new byte[0];
		byte[] head = head(host, contextPath + this.path, start, content);
		byte[] all = new byte[head.length + content.length];
		System.arraycopy(head, 0, all, 0, head.length);
		System.arraycopy(content, 0, all, head.length, content.length);
		return all;
	}

	private byte[] head(String host, String target, RequestHead start, byte[] content) {
		List<RawField> fields = new ArrayList<>(this.headers);
		if (this.body != null && !this.hasContentType) {
			fields.add(new RawField("Content-Type", "application/json"));
		}
		if (this.body != null || WITH_BODY.contains(this.method)) {
			fields.add(new RawField("Content-Length", Integer.toString(content.length)));
		}
		return start.bytes(this.method, target, host, fields, content);
	}

	/**
	 * Return method and path, as may be published.
	 */
	@Override
	public String toString() {
		return this.method + " " + Secrets.maskedPath(this.path);
	}

}
