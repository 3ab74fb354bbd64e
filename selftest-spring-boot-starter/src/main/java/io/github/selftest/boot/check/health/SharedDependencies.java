package io.github.selftest.boot.check.health;

import java.util.Set;

import org.springframework.boot.health.contributor.HealthIndicator;

/**
 * Tells the indicators of libraries that look at something other instances use as well.
 * When it is down, so are they all, and no load balancer helps by taking them out.
 */
final class SharedDependencies {

	/**
	 * Those of Boot, of registries and configuration servers, and of circuit breakers,
	 * which are open when what is behind them is down.
	 */
	private static final Set<String> LIBRARIES = Set.of("org.springframework.boot.", "org.springframework.cloud.",
			"io.github.resilience4j.");

	/** Packages of Boot whose indicators look at this instance alone. */
	private static final Set<String> LOCAL = Set.of("org.springframework.boot.health.application",
			"org.springframework.boot.health.contributor");

	private SharedDependencies() {
	}

	/**
	 * Return whether an indicator looks at something shared.
	 * @param path its name below those of its composites
	 * @param indicator the indicator
	 * @param named what the configuration says is shared
	 * @return whether it is known to be, or named
	 */
	static boolean isShared(String path, HealthIndicator indicator, Set<String> named) {
		return isKnown(StandInIndicator.typeOf(indicator).getPackageName()) || isNamed(named, path);
	}

	/**
	 * Return whether a contributor or a composite above it is named.
	 * @param names the names
	 * @param path the name of the contributor below those of its composites
	 * @return whether it is
	 */
	static boolean isNamed(Set<String> names, String path) {
		return names.stream().anyMatch((name) -> path.equals(name) || path.startsWith(name + "/"));
	}

	/**
	 * Return whether the indicators of a package look at something shared.
	 * @param name the name of the package
	 * @return whether they are known to
	 */
	static boolean isKnown(String name) {
		return LIBRARIES.stream().anyMatch(name::startsWith) && !LOCAL.contains(name);
	}

}
