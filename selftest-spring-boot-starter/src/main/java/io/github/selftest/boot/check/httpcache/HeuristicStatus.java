package io.github.selftest.boot.check.httpcache;

import java.util.Set;

/**
 * The status codes that a cache may store and guess a lifetime for when nothing forbids
 * it (RFC 9110, 15.1).
 */
final class HeuristicStatus {

	private static final Set<Integer> CODES = Set.of(200, 203, 204, 206, 300, 301, 308, 404, 405, 410, 414, 501);

	/** Those whose meaning for caches is defined elsewhere. */
	private static final Set<Integer> ALSO_UNDERSTOOD = Set.of(302, 303, 304, 307, 400, 401, 403, 406, 409, 412, 413,
			415, 416, 421, 422, 428, 429, 431, 451, 500, 502, 503, 504);

	private HeuristicStatus() {
	}

	static boolean includes(int status) {
		return CODES.contains(status);
	}

	/**
	 * Return whether caches are taken to understand a status, as {@code must-understand}
	 * asks them to.
	 */
	static boolean isUnderstood(int status) {
		return includes(status) || ALSO_UNDERSTOOD.contains(status);
	}

}
