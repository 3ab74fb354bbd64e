package io.github.selftest.boot.check;

import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import io.github.selftest.api.synthetic.SyntheticSigner;

/**
 * By what a service knows its requests to itself where nothing signs them. Whoever sends
 * the mark of a synthetic request is a user all the same; this value is made at start-up
 * and known to nobody else.
 *
 * @since 0.1.0
 */
public final class OwnMark {

	/**
	 * The header that holds the value.
	 */
	public static final String HEADER = "X-Selftest-Own";

	private static final int BYTES = 16;

	private final String value;

	OwnMark() {
		byte[] random = new byte[BYTES];
		new SecureRandom().nextBytes(random);
		this.value = HexFormat.of().formatHex(random);
	}

	// the signature of a LoopbackSigner
	@SuppressWarnings("unused")
	Map<String, String> headers(String method, String target, @Nullable String tenant, @Nullable String fault,
			byte[] body) {
		Map<String, String> headers = new LinkedHashMap<>();
		headers.put(SyntheticSigner.MARK, "true");
		headers.put(HEADER, this.value);
		return headers;
	}

	/**
	 * Return whether a request is one of this service to itself.
	 * @param value the value of its {@link #HEADER}, {@code null} without one
	 * @return whether it is
	 */
	public boolean matches(@Nullable String value) {
		return this.value.equals(value);
	}

	@Override
	public String toString() {
		return "the mark of this service";
	}

}
