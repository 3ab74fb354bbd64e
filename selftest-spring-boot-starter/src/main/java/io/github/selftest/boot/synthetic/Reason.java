package io.github.selftest.boot.synthetic;

/**
 * Why a mark is no proof, or why a request that has one may not pass. The detail is told
 * to the caller and does not tell which part of a proof was wrong.
 */
enum Reason {

	MALFORMED("malformed", "The headers of a synthetic request must each come once and be well formed"),

	NO_PROOF("no-proof", "The request is marked as synthetic and carries no proof"),

	OUTSIDE_WINDOW("outside-window",
			"The time of the signature is more than 60 seconds away from the clock of this service"),

	UNKNOWN_KEY("unknown-key", Detail.NOT_VALID),

	BAD_SIGNATURE("bad-signature", Detail.NOT_VALID),

	KEY_EXPIRED("key-expired", Detail.NOT_VALID),

	UNKNOWN_TOKEN("unknown-token", Detail.NOT_VALID),

	NOT_AUTHENTICATED("not-authenticated", Detail.NOT_VALID),

	TENANT_NOT_ALLOWED("tenant-not-allowed", "The key may not act for this tenant"),

	FAULT_NOT_ALLOWED("fault-not-allowed", "The key may not ask for this fault"),

	PATH_NOT_ALLOWED("path-not-allowed", "The key may not call this path"),

	BODY_TOO_LARGE("body-too-large", "The body of a synthetic request may have at most 65536 bytes"),

	REPLAYED("replayed", "The nonce was used before"),

	NONCE_CACHE_FULL("nonce-cache-full", "Too many requests were verified within the last minutes"),

	NO_GRANT("no-grant", "Without a sandbox tenant a synthetic request may use this method on read-only paths alone"),

	OVER_LIMIT("over-limit", "Too many synthetic requests");

	private final String text;

	private final String detail;

	Reason(String text, String detail) {
		this.text = text;
		this.detail = detail;
	}

	/**
	 * Return whether a request with this reason had a valid proof.
	 */
	boolean isVerified() {
		return this == NO_GRANT || this == OVER_LIMIT;
	}

	String text() {
		return this.text;
	}

	String detail() {
		return this.detail;
	}

	String code() {
		return isVerified() ? "synthetic." + this.text : "synthetic.claim-rejected";
	}

	int status() {
		return (this == OVER_LIMIT) ? 429 : 403;
	}

	private static final class Detail {

		static final String NOT_VALID = "The proof is not valid";

	}

}
