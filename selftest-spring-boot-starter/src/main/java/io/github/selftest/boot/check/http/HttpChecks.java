package io.github.selftest.boot.check.http;

import java.util.List;

import io.github.selftest.api.Check;
import io.github.selftest.boot.check.StaticChecks;

/**
 * All declared checks. A mistake in one of them fails as soon as this is created.
 */
final class HttpChecks implements StaticChecks {

	private final List<Check> checks;

	HttpChecks(HttpCheckProperties properties) {
		this.checks = properties.checks()
			.entrySet()
			.stream()
			.<Check>map((declared) -> new HttpCheckReader(declared.getKey(), declared.getValue()).read())
			.toList();
	}

	@Override
	public List<Check> checks() {
		return this.checks;
	}

}
