package io.github.selftest.boot.check.httpcache;

import java.util.Optional;
import java.util.Set;

/**
 * Whether a cache may store a response (RFC 9111, 3).
 */
final class Storing {

	private static final Set<String> METHODS = Set.of("GET", "HEAD");

	private Storing() {
	}

	/**
	 * Return what keeps a cache from storing.
	 * @return the reason, nothing when it may store
	 */
	static Optional<String> obstacle(Exchange exchange, Response response, CacheControl control, boolean shared) {
		if (!METHODS.contains(exchange.method())) {
			return Optional.of("the method " + exchange.method());
		}
		if (isForbidden(response, control)) {
			return Optional.of("no-store");
		}
		if (Vary.of(response.fields()).isAny()) {
			return Optional.of("Vary: *");
		}
		if (shared && control.hasUnqualified("private")) {
			return Optional.of("private");
		}
		if (shared && exchange.request().has("Authorization") && !isOpenedForAll(control)) {
			return Optional.of("Authorization in the request");
		}
		return isPermitted(response, control, shared) ? Optional.empty()
				: Optional.of("status %d without a lifetime".formatted(response.status()));
	}

	/**
	 * A cache that understands the status leaves out {@code no-store} next to
	 * {@code must-understand} (RFC 9111, 5.2.2.3).
	 */
	private static boolean isForbidden(Response response, CacheControl control) {
		boolean understood = HeuristicStatus.isUnderstood(response.status());
		return control.has("must-understand") ? !understood : control.has("no-store");
	}

	/**
	 * What lets a shared cache store the answer to a request with credentials (RFC 9111,
	 * 3.5).
	 */
	private static boolean isOpenedForAll(CacheControl control) {
		return control.has("public") || control.has("must-revalidate") || control.has("s-maxage");
	}

	private static boolean isPermitted(Response response, CacheControl control, boolean shared) {
		return HeuristicStatus.includes(response.status()) || control.has("public")
				|| (!shared && control.has("private")) || control.has("max-age") || (shared && control.has("s-maxage"))
				|| response.fields().has("Expires");
	}

}
