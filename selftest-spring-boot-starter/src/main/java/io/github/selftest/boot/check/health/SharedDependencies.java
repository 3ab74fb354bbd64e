package io.github.selftest.boot.check.health;

import java.util.Set;

import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.util.ClassUtils;

/**
 * Tells the indicators of Spring Boot that look at something other instances use as well.
 * When it is down, so are they all, and no load balancer helps by taking them out.
 */
final class SharedDependencies {

	private static final String BOOT = "org.springframework.boot.";

	/** Packages of Boot whose indicators look at this instance alone. */
	private static final Set<String> LOCAL = Set.of("org.springframework.boot.health.application",
			"org.springframework.boot.health.contributor");

	private SharedDependencies() {
	}

	static boolean isKnown(HealthIndicator indicator) {
		String name = ClassUtils.getUserClass(indicator).getPackageName();
		return name.startsWith(BOOT) && !LOCAL.contains(name);
	}

}
