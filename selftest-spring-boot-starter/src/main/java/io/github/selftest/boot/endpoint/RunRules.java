package io.github.selftest.boot.endpoint;

import java.util.List;
import java.util.Set;

/**
 * Who may start a run: anything but a plain POST that the access permits, from no other
 * site, for a group that is open to it and with no body but JSON is refused.
 */
final class RunRules {

	private static final String READ_METHODS = "GET, HEAD";

	private static final String ALL_METHODS = "GET, HEAD, POST";

	private final List<String> groups;

	RunRules(List<String> groups) {
		this.groups = groups;
	}

	/**
	 * Return which groups a caller may run.
	 * @param request what the caller has asked
	 * @return the names, none where the access is read-only
	 */
	Set<String> runnable(SelfTestRequest request) {
		return request.mayWrite() ? Set.copyOf(this.groups) : Set.of();
	}

	static void requireRead(SelfTestRequest request) {
		if (!request.isRead()) {
			throw Problem.notAllowed("method-not-allowed", request.method(), READ_METHODS, READ_METHODS);
		}
	}

	void requireReadOrRun(SelfTestRequest request, String group) {
		if (request.isRead()) {
			return;
		}
		requireMethod(request);
		if (request.isCrossSite()) {
			throw Problem.forbidden("cross-site", "Sec-Fetch-Site: " + request.fetchSite(),
					"same-origin, none, or no such header");
		}
		if (!this.groups.contains(group)) {
			throw Problem.forbidden("group-not-open", group,
					"a group of 'selftest.endpoint.post-groups': " + String.join(", ", this.groups));
		}
		if (!MediaTypes.isJsonOrNone(request.contentType())) {
			throw Problem.unsupportedType(String.valueOf(request.contentType()));
		}
	}

	private static void requireMethod(SelfTestRequest request) {
		String allowed = request.mayWrite() ? ALL_METHODS : READ_METHODS;
		if (!request.isRun()) {
			throw Problem.notAllowed("method-not-allowed", request.method(), allowed, allowed);
		}
		if (!request.mayWrite()) {
			throw Problem.notAllowed("read-only", request.method(),
					"GET, HEAD, or 'management.endpoint.selftest.access=unrestricted'", allowed);
		}
	}

}
