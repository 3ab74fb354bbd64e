package io.github.selftest.boot.notify;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.HexFormat;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Signs a body, so that a receiver knows that it is ours, unchanged, and not sent again
 * by somebody else later: {@code t=<unix seconds>,v1=<hex>}, where v1 is the HMAC-SHA256
 * of the time, a dot and the body.
 */
final class Signature {

	static final String HEADER = "Selftest-Signature";

	private static final String ALGORITHM = "HmacSHA256";

	private final SecretKeySpec key;

	Signature(String secret) {
		this.key = new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), ALGORITHM);
	}

	String of(byte[] body, Instant now) {
		try {
			Mac mac = Mac.getInstance(ALGORITHM);
			mac.init(this.key);
			mac.update((now.getEpochSecond() + ".").getBytes(StandardCharsets.US_ASCII));
			return "t=" + now.getEpochSecond() + ",v1=" + HexFormat.of().formatHex(mac.doFinal(body));
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalStateException("Every Java platform has " + ALGORITHM, ex);
		}
	}

}
