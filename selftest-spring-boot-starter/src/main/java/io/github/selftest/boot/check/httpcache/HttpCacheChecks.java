package io.github.selftest.boot.check.httpcache;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

import io.github.selftest.api.Check;
import io.github.selftest.api.CheckDefinition;
import io.github.selftest.boot.check.RequestRule;
import io.github.selftest.boot.check.Secrets;
import io.github.selftest.boot.check.SelfTestConfigurationException;
import io.github.selftest.boot.check.StaticChecks;
import io.github.selftest.boot.check.httpcache.HttpCacheCheckProperties.Declared;
import io.github.selftest.boot.check.httpcache.HttpCacheCheckProperties.Expect;

/**
 * One check for each declared resource. A mistake in one of them fails as soon as this is
 * created.
 */
final class HttpCacheChecks implements StaticChecks {

	private static final String PREFIX = "selftest.check.http-cache.resources.";

	private final List<Check> checks = new ArrayList<>();

	private final List<Target> targets = new ArrayList<>();

	HttpCacheChecks(HttpCacheCheckProperties properties, HttpCacheTools tools) {
		properties.resources().forEach((name, declared) -> {
			Target target = target(name, declared, properties.tier());
			this.targets.add(target);
			this.checks
				.add(new HttpCacheCheck(definition(target, declared.title(), properties.interval()), target, tools));
		});
	}

	@Override
	public List<Check> checks() {
		return this.checks;
	}

	List<Target> targets() {
		return this.targets;
	}

	private static CheckDefinition definition(Target target, @Nullable String title, Duration interval) {
		String shown = (title != null) ? title : "HTTP caching of " + Secrets.maskedPath(target.path());
		return HttpCacheDefinitions.ofResource(HttpCacheDefinitions.id("httpCache", target.name()), shown,
				target.tier(), interval);
	}

	private static Target target(String name, Declared declared, Tier tier) {
		String property = PREFIX + name;
		String path = path(property + ".path", declared.path());
		String missing = declared.missingPath();
		if (missing != null) {
			requirePath(property + ".missing-path", missing);
		}
		return new Target(name, path, (declared.tier() != null) ? declared.tier() : tier, declared.versioned(), missing,
				expectations(declared.expect()));
	}

	private static String path(String property, @Nullable String path) {
		if (path != null && TargetPaths.hasVariables(path) && path.startsWith("/")) {
			return path;
		}
		return requirePath(property, path);
	}

	private static String requirePath(String property, @Nullable String path) {
		if (path == null || !RequestRule.PATH.accepts(path)) {
			throw new SelfTestConfigurationException(property, (path != null) ? Secrets.maskedPath(path) : null,
					RequestRule.PATH.expected(), "Write the path that follows the context path, such as '/products/1'. "
							+ "A check can call no other host.");
		}
		return path;
	}

	private static Expectations expectations(Expect expect) {
		return new Expectations(Optional.ofNullable(expect.minTtl()), Optional.ofNullable(expect.maxTtl()),
				Optional.ofNullable(expect.staleWhileRevalidate()), Optional.ofNullable(expect.storage()));
	}

}
