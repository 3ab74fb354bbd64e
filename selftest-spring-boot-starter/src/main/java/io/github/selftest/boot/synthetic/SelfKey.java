package io.github.selftest.boot.synthetic;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import io.github.selftest.api.synthetic.SyntheticRequest;
import io.github.selftest.api.synthetic.SyntheticSigner;

/**
 * The key of the requests that this service sends to itself. It is made at start-up and
 * known to nobody else.
 *
 * @since 0.1.0
 */
public final class SelfKey {

	static final String ID = "self";

	private static final int BYTES = 32;

	private final String secret;

	private final SyntheticSigner signer;

	SelfKey(String audience) {
		byte[] random = new byte[BYTES];
		new SecureRandom().nextBytes(random);
		this.secret = HexFormat.of().formatHex(random);
		this.signer = new SyntheticSigner(ID, this.secret, audience);
	}

	byte[] secret() {
		return this.secret.getBytes(StandardCharsets.UTF_8);
	}

	/**
	 * Sign a request of this service to itself.
	 * @param method the method
	 * @param target path and query as they go over the wire
	 * @param tenant the sandbox tenant, {@code null} for none
	 * @param fault the fault, {@code null} for none
	 * @param body the body; empty for none
	 * @return the headers to send, mark, tenant and fault included
	 */
	public Map<String, String> headers(String method, String target, @Nullable String tenant, @Nullable String fault,
			byte[] body) {
		SyntheticRequest request = SyntheticRequest.of(method, target).withBody(body);
		request = (tenant != null) ? request.withTenant(tenant) : request;
		return this.signer.headers((fault != null) ? request.withFault(fault) : request);
	}

	@Override
	public String toString() {
		return "the key of this service";
	}

}
