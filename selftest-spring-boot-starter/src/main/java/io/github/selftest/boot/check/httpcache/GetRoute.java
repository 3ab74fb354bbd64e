package io.github.selftest.boot.check.httpcache;

import java.util.Optional;

import io.github.selftest.api.probe.VerifyHttpCaching;

/**
 * A route that the service answers to GET.
 *
 * @param pattern the pattern as it is mapped
 * @param annotation what its handler says about caching, nothing if it says nothing
 */
record GetRoute(String pattern, Optional<VerifyHttpCaching> annotation) {

	Target target(Tier tier) {
		String name = this.annotation.map(VerifyHttpCaching::name)
			.filter((text) -> !text.isEmpty())
			.orElse(this.pattern);
		String path = this.annotation.map(VerifyHttpCaching::path)
			.filter((text) -> !text.isEmpty())
			.orElse(this.pattern);
		return Target.discovered(name, path, tier);
	}

}
