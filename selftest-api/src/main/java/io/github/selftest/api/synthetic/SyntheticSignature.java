package io.github.selftest.api.synthetic;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The signature of a synthetic request, version 1: HMAC-SHA256 over nine lines that are
 * joined by line feeds, with none after the last. The lines are {@code v1}, audience,
 * method, target, time, nonce, tenant, fault and the hash of the body; what is absent is
 * an empty line.
 *
 * @since 0.1.0
 */
public final class SyntheticSignature {

	private static final String HMAC = "HmacSHA256";

	private SyntheticSignature() {
	}

	/**
	 * Compute the signature.
	 * @param secret the secret of the key
	 * @param audience the service that the request is for
	 * @param seconds when it was signed, in Unix seconds
	 * @param nonce what is used once only
	 * @param request what is signed
	 * @return 32 bytes
	 */
	public static byte[] of(byte[] secret, String audience, long seconds, String nonce, SyntheticRequest request) {
		String text = String.join("\n", "v1", audience, request.method(), request.target(), Long.toString(seconds),
				nonce, request.tenant(), request.fault(), request.bodyHash());
		try {
			Mac mac = Mac.getInstance(HMAC);
			mac.init(new SecretKeySpec(secret, HMAC));
			return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalStateException("each Java platform has " + HMAC, ex);
		}
	}

}
