package io.github.selftest.boot.endpoint;

import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * What matters of a request.
 *
 * @param method the HTTP method
 * @param path the decoded path segments below the endpoint: none, a group, or a group and
 * a check
 * @param query the raw query
 * @param accept the header {@code Accept}
 * @param contentType the header {@code Content-Type}
 * @param fetchSite the header {@code Sec-Fetch-Site}
 * @param mayWrite whether the access to the endpoint permits POST
 * @param maySeeDetails whether the caller may see the results of single checks
 */
record SelfTestRequest(String method, List<String> path, @Nullable String query, @Nullable String accept,
		@Nullable String contentType, @Nullable String fetchSite, boolean mayWrite, boolean maySeeDetails) {

	/** Stands for a header that nobody here can see. */
	static final String UNSEEN = "not visible on this web stack";

	boolean isRead() {
		return this.method.equals("GET") || this.method.equals("HEAD");
	}

	boolean isRun() {
		return this.method.equals("POST");
	}

	boolean isCrossSite() {
		return this.fetchSite != null && !this.fetchSite.equals("same-origin") && !this.fetchSite.equals("none");
	}

}
