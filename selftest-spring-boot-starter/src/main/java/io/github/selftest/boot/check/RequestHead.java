package io.github.selftest.boot.check;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * The head of each request to this very service: marked as synthetic, over a connection
 * that is closed afterwards.
 */
final class RequestHead {

	static final String AGENT = "SyntheticMonitor/1.0";

	private RequestHead() {
	}

	/**
	 * Return what goes over the wire.
	 * @param method the method
	 * @param target path and query with the context path
	 * @param host name and port of the server
	 * @param fields further lines, of which one may name the agent more closely
	 * @return the head
	 */
	static byte[] bytes(String method, String target, String host, List<RawField> fields) {
		List<String> lines = new ArrayList<>();
		lines.add(method + " " + target + " HTTP/1.1");
		lines.add("Host: " + host);
		lines.add("Connection: close");
		if (fields.stream().noneMatch(RawField::isUserAgent)) {
			lines.add("User-Agent: " + AGENT);
		}
		lines.add("X-Synthetic-Request: true");
		fields.forEach((field) -> lines.add(field.toString()));
		return (String.join("\r\n", lines) + "\r\n\r\n").getBytes(StandardCharsets.ISO_8859_1);
	}

}
