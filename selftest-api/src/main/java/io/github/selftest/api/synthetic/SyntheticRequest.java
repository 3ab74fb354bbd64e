package io.github.selftest.api.synthetic;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Locale;

/**
 * What is signed of a request. Immutable.
 *
 * @since 0.1.0
 */
public final class SyntheticRequest {

	private final String method;

	private final String target;

	private final String tenant;

	private final String fault;

	private final String bodyHash;

	private SyntheticRequest(String method, String target, String tenant, String fault, String bodyHash) {
		this.method = method;
		this.target = target;
		this.tenant = tenant;
		this.fault = fault;
		this.bodyHash = bodyHash;
	}

	/**
	 * Return a request without tenant, fault and body.
	 * @param method the method, in capital letters
	 * @param target path and query as they go over the wire, such as
	 * {@code /products?limit=1}
	 * @return the request
	 */
	public static SyntheticRequest of(String method, String target) {
		if (method.isEmpty() || !method.equals(method.toUpperCase(Locale.ROOT))) {
			throw new IllegalArgumentException("'method' must be in capital letters but was '%s'".formatted(method));
		}
		if (!target.startsWith("/")) {
			throw new IllegalArgumentException("'target' must start with '/' but was '%s'".formatted(target));
		}
		return new SyntheticRequest(oneLine("method", method), oneLine("target", target), "", "", "");
	}

	/**
	 * Return the same request for a sandbox tenant.
	 * @param tenant the tenant
	 * @return a new request
	 */
	public SyntheticRequest withTenant(String tenant) {
		return new SyntheticRequest(this.method, this.target, oneLine("tenant", tenant), this.fault, this.bodyHash);
	}

	/**
	 * Return the same request with a fault.
	 * @param fault the fault
	 * @return a new request
	 */
	public SyntheticRequest withFault(String fault) {
		return new SyntheticRequest(this.method, this.target, this.tenant, oneLine("fault", fault), this.bodyHash);
	}

	/**
	 * Return the same request with a body, of which the hash is kept.
	 * @param body the body; an empty one counts as none
	 * @return a new request
	 */
	public SyntheticRequest withBody(byte[] body) {
		return new SyntheticRequest(this.method, this.target, this.tenant, this.fault,
				(body.length > 0) ? hash(body) : "");
	}

	String method() {
		return this.method;
	}

	String target() {
		return this.target;
	}

	String tenant() {
		return this.tenant;
	}

	String fault() {
		return this.fault;
	}

	String bodyHash() {
		return this.bodyHash;
	}

	// a line break would let one part pose as two
	private static String oneLine(String name, String part) {
		if (part.chars().anyMatch((character) -> character < ' ' || character == 0x7f)) {
			throw new IllegalArgumentException("'%s' must be one line without control characters".formatted(name));
		}
		return part;
	}

	private static String hash(byte[] body) {
		try {
			return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(body));
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalStateException("each Java platform has SHA-256", ex);
		}
	}

}
