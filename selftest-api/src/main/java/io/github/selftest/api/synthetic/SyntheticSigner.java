package io.github.selftest.api.synthetic;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Signs requests to a service that verifies synthetic traffic. For callers in Java; safe
 * for use by several threads.
 *
 * @since 0.1.0
 */
public final class SyntheticSigner {

	/** The mark, of value {@code true}. */
	public static final String MARK = "X-Synthetic-Request";

	/** Names the sandbox tenant. */
	public static final String TENANT = "X-Synthetic-Tenant";

	/** Names the fault. */
	public static final String FAULT = "X-Synthetic-Fault";

	/** What the caller calls the run; not signed. */
	public static final String RUN = "X-Synthetic-Run";

	/** The proof. */
	public static final String SIGNATURE = "X-Synthetic-Signature";

	private static final int NONCE_BYTES = 18;

	private static final int MIN_SECRET = 32;

	private final String keyId;

	private final byte[] secret;

	private final String audience;

	private final Clock clock;

	private final SecureRandom random = new SecureRandom();

	/**
	 * Create a signer.
	 * @param keyId the id of the key, as the service knows it
	 * @param secret the secret, of 32 bytes or more in UTF-8
	 * @param audience the service, as its {@code selftest.synthetic.audience} says
	 */
	public SyntheticSigner(String keyId, String secret, String audience) {
		this(keyId, secret, audience, Clock.systemUTC());
	}

	SyntheticSigner(String keyId, String secret, String audience, Clock clock) {
		this.keyId = keyId;
		this.secret = secret.getBytes(StandardCharsets.UTF_8);
		this.audience = audience;
		this.clock = clock;
		if (this.secret.length < MIN_SECRET) {
			throw new IllegalArgumentException("'secret' of key '%s' must have at least %d bytes but has %d"
				.formatted(keyId, MIN_SECRET, this.secret.length));
		}
	}

	/**
	 * Return the headers to send with a request: mark, signature, and tenant and fault if
	 * there are any. Each call makes a new nonce, so one set of headers is good for one
	 * request.
	 * @param request what is sent
	 * @return header values by name
	 */
	public Map<String, String> headers(SyntheticRequest request) {
		return headers(request, this.clock.instant().getEpochSecond(), newNonce());
	}

	Map<String, String> headers(SyntheticRequest request, long seconds, String nonce) {
		byte[] signature = SyntheticSignature.of(this.secret, this.audience, seconds, nonce, request);
		Map<String, String> headers = new LinkedHashMap<>();
		headers.put(MARK, "true");
		if (!request.tenant().isEmpty()) {
			headers.put(TENANT, request.tenant());
		}
		if (!request.fault().isEmpty()) {
			headers.put(FAULT, request.fault());
		}
		headers.put(SIGNATURE,
				"kid=%s,t=%d,n=%s,v1=%s".formatted(this.keyId, seconds, nonce, HexFormat.of().formatHex(signature)));
		return headers;
	}

	private String newNonce() {
		byte[] bytes = new byte[NONCE_BYTES];
		this.random.nextBytes(bytes);
		return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
	}

}
