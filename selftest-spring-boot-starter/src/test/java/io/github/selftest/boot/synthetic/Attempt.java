package io.github.selftest.boot.synthetic;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import java.util.function.UnaryOperator;

import io.github.selftest.api.synthetic.SyntheticRequest;
import io.github.selftest.api.synthetic.SyntheticSignature;

/**
 * A signed request, of which what is sent may differ from what was signed.
 */
final class Attempt {

	private String keyId = "ci";

	private String secret = Shop.SECRET;

	private String audience = "shop";

	private long offset;

	private String nonce = UUID.randomUUID().toString();

	private String method = "POST";

	private String target = "/orders";

	private String tenant = "sandbox-1";

	private String fault = "";

	private String body = "{\"a\":1}";

	private UnaryOperator<Sent> change = UnaryOperator.identity();

	static Attempt order() {
		return new Attempt();
	}

	Attempt key(String keyId, String secret) {
		this.keyId = keyId;
		this.secret = secret;
		return this;
	}

	Attempt audience(String audience) {
		this.audience = audience;
		return this;
	}

	Attempt secondsOff(long offset) {
		this.offset = offset;
		return this;
	}

	Attempt nonce(String nonce) {
		this.nonce = nonce;
		return this;
	}

	Attempt line(String method, String target) {
		this.method = method;
		this.target = target;
		return this;
	}

	Attempt tenant(String tenant) {
		this.tenant = tenant;
		return this;
	}

	Attempt fault(String fault) {
		this.fault = fault;
		return this;
	}

	Attempt body(String body) {
		this.body = body;
		return this;
	}

	/**
	 * Change what is sent after it was signed.
	 */
	Attempt changed(UnaryOperator<Sent> change) {
		this.change = change;
		return this;
	}

	Attempt changedHeaders(UnaryOperator<List<String>> change) {
		return changed((sent) -> new Sent(sent.method(), sent.target(), change.apply(new ArrayList<>(sent.headers())),
				sent.body()));
	}

	Sent sent() {
		return this.change.apply(signed());
	}

	Wire.Reply send(int port) throws IOException {
		return sent().send(port);
	}

	private Sent signed() {
		byte[] bytes = this.body.getBytes(StandardCharsets.UTF_8);
		long seconds = Instant.now().getEpochSecond() + this.offset;
		SyntheticRequest request = SyntheticRequest.of(this.method, this.target)
			.withTenant(this.tenant)
			.withFault(this.fault)
			.withBody(bytes);
		byte[] mac = SyntheticSignature.of(this.secret.getBytes(StandardCharsets.UTF_8), this.audience, seconds,
				this.nonce, request);
		List<String> headers = new ArrayList<>(
				List.of("X-Synthetic-Request: true", "X-Synthetic-Signature: kid=%s,t=%d,n=%s,v1=%s"
					.formatted(this.keyId, seconds, this.nonce, HexFormat.of().formatHex(mac))));
		if (!this.tenant.isEmpty()) {
			headers.add("X-Synthetic-Tenant: " + this.tenant);
		}
		if (!this.fault.isEmpty()) {
			headers.add("X-Synthetic-Fault: " + this.fault);
		}
		return new Sent(this.method, this.target, headers, bytes);
	}

	/**
	 * What goes over the wire.
	 *
	 * @param method the method
	 * @param target the target
	 * @param headers lines
	 * @param body the body
	 */
	@SuppressWarnings("ArrayRecordComponent")
	record Sent(String method, String target, List<String> headers, byte[] body) {

		Wire.Reply send(int port) throws IOException {
			return Wire.send(port, this.method, this.target, this.headers, this.body);
		}

		Sent withMethod(String other) {
			return new Sent(other, this.target, this.headers, this.body);
		}

		Sent withTarget(String other) {
			return new Sent(this.method, other, this.headers, this.body);
		}

		Sent withBody(String other) {
			return new Sent(this.method, this.target, this.headers, other.getBytes(StandardCharsets.UTF_8));
		}

	}

}
