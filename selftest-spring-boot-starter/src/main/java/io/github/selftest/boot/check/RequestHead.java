package io.github.selftest.boot.check;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

import io.github.selftest.api.synthetic.SyntheticSigner;

/**
 * The head of each request to this very service: marked as synthetic, signed where the
 * service verifies that and else marked as its own, over a connection that is closed
 * afterwards.
 *
 * @param signer what signs
 */
record RequestHead(LoopbackSigner signer) {

	static final String AGENT = "SyntheticMonitor/1.0";

	/**
	 * Return what goes over the wire.
	 * @param method the method
	 * @param target path and query with the context path
	 * @param host name and port of the server
	 * @param fields further lines, of which one may name the agent more closely
	 * @param body what is sent after the head; empty for nothing
	 * @return the head
	 */
	byte[] bytes(String method, String target, String host, List<RawField> fields, byte[] body) {
		List<String> lines = new ArrayList<>();
		lines.add(method + " " + target + " HTTP/1.1");
		lines.add("Host: " + host);
		lines.add("Connection: close");
		if (fields.stream().noneMatch(RawField::isUserAgent)) {
			lines.add("User-Agent: " + AGENT);
		}
		this.signer
			.headers(method, target, value(fields, SyntheticSigner.TENANT), value(fields, SyntheticSigner.FAULT), body)
			.forEach((name, value) -> {
				if (value(fields, name) == null) {
					lines.add(name + ": " + value);
				}
			});
		fields.forEach((field) -> lines.add(field.toString()));
		return (String.join("\r\n", lines) + "\r\n\r\n").getBytes(StandardCharsets.ISO_8859_1);
	}

	private static @Nullable String value(List<RawField> fields, String name) {
		return fields.stream()
			.filter((field) -> field.name().equalsIgnoreCase(name))
			.map((field) -> field.value().strip())
			.findFirst()
			.orElse(null);
	}

}
