package io.github.selftest.boot.fault;

/**
 * Why a request with a fault is not served.
 */
enum FaultRefusal {

	MALFORMED(400, "Bad Request", "malformed",
			"A fault is '<point>=error', or '<point>=' with 'delay', 'time-out' or 'minimum-delay' and a time as in ':250ms' or ':2s'"),

	TOO_LONG(400, "Bad Request", "too-long", "The time of the fault is above what this service allows"),

	NO_TENANT(403, "Forbidden", "no-tenant", "A fault needs a sandbox tenant");

	private final int status;

	private final String title;

	private final String text;

	private final String detail;

	FaultRefusal(int status, String title, String text, String detail) {
		this.status = status;
		this.title = title;
		this.text = text;
		this.detail = detail;
	}

	int status() {
		return this.status;
	}

	String text() {
		return this.text;
	}

	String problem() {
		return "{\"type\":\"about:blank\",\"title\":\"%s\",\"status\":%d,\"code\":\"fault.%s\",\"detail\":\"%s.\"}"
			.formatted(this.title, this.status, this.text, this.detail);
	}

}
