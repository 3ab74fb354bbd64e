package io.github.selftest.boot.synthetic;

/**
 * The families of status codes, named as Micrometer names them.
 */
enum HttpOutcome {

	INFORMATIONAL, SUCCESS, REDIRECTION, CLIENT_ERROR, SERVER_ERROR;

	private static final int FAMILY = 100;

	static HttpOutcome of(int status) {
		int family = status / FAMILY;
		return values()[Math.min(Math.max(family, 1), values().length) - 1];
	}

}
