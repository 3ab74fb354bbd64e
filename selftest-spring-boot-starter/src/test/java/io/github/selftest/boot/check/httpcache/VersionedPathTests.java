package io.github.selftest.boot.check.httpcache;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests of the paths that name the version of their content.
 */
class VersionedPathTests {

	@ParameterizedTest
	@ValueSource(strings = { "/app-9e107d9d372bb6826bd81d3542a419d6.js", "/webjars/bootstrap/5.3.3/css/bootstrap.css",
			"/app.css?v=17", "/app.css?a=b&hash=17", "/assets/index-DkQ0xY1a.js", "/main-5XK7QWZT.js" })
	void nameTheVersion(String path) {
		assertThat(VersionedPath.matches(path)).isTrue();
	}

	@ParameterizedTest
	@ValueSource(strings = { "/products?version=1.0", "/products/1?v=2", "/jquery-Migrated.js", "/app-producti.js",
			"/webjars/bootstrap/css/bootstrap.css", "/orders-20260301.csv", "/app.js" })
	void nameNone(String path) {
		assertThat(VersionedPath.matches(path)).isFalse();
	}

}
