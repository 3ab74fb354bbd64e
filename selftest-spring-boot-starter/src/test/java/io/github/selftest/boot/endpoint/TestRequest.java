package io.github.selftest.boot.endpoint;

import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * Builds requests.
 */
final class TestRequest {

	private final String method;

	private final List<String> path;

	private @Nullable String query;

	private @Nullable String accept;

	private @Nullable String contentType;

	private @Nullable String fetchSite;

	private boolean mayWrite = true;

	private boolean maySeeDetails = true;

	private TestRequest(String method, List<String> path) {
		this.method = method;
		this.path = path;
	}

	static TestRequest get(String... path) {
		return of("GET", path);
	}

	static TestRequest post(String... path) {
		return of("POST", path);
	}

	static TestRequest of(String method, String... path) {
		return new TestRequest(method, List.of(path));
	}

	TestRequest query(@Nullable String query) {
		this.query = query;
		return this;
	}

	TestRequest accept(@Nullable String accept) {
		this.accept = accept;
		return this;
	}

	TestRequest contentType(@Nullable String contentType) {
		this.contentType = contentType;
		return this;
	}

	TestRequest fetchSite(@Nullable String fetchSite) {
		this.fetchSite = fetchSite;
		return this;
	}

	TestRequest readOnly() {
		this.mayWrite = false;
		return this;
	}

	TestRequest withoutDetails() {
		this.maySeeDetails = false;
		return this;
	}

	SelfTestRequest build() {
		return new SelfTestRequest(this.method, this.path, this.query, this.accept, this.contentType, this.fetchSite,
				this.mayWrite, this.maySeeDetails);
	}

}
