package io.github.selftest.boot.check.health;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

import org.springframework.boot.health.contributor.HealthIndicator;

import io.github.selftest.api.Check;
import io.github.selftest.api.CheckProvider;

/**
 * A check for each health indicator of the application. Asked at run time, as indicators
 * may be registered and removed while the application runs.
 */
final class HealthChecks implements CheckProvider {

	/** What stands for our own verdict among the contributors of the application. */
	private static final String OURS = "selfTestVerdict";

	private final HealthIndicators indicators;

	private final HealthCheckProperties properties;

	private final StatusMeaning meaning;

	private final Predicate<HealthIndicator> isCovered;

	/**
	 * Create the checks.
	 * @param indicators the health indicators of the application
	 * @param properties what the user wants
	 * @param meaning what a status means to Actuator
	 * @param isCovered whether another kind does the work of an indicator
	 */
	HealthChecks(HealthIndicators indicators, HealthCheckProperties properties, StatusMeaning meaning,
			Predicate<HealthIndicator> isCovered) {
		this.indicators = indicators;
		this.properties = properties;
		this.meaning = meaning;
		this.isCovered = isCovered;
	}

	@Override
	public Collection<? extends Check> checks() {
		List<Check> checks = new ArrayList<>();
		Set<String> ids = new HashSet<>();
		this.indicators.get().forEach((path, indicator) -> {
			if (!isExcluded(path) && (this.properties.includeCovered() || !this.isCovered.test(indicator))) {
				checks.add(new HealthCheck(unique(CheckIds.of(path), ids), path, indicator, isLocal(path, indicator),
						this.properties, this.meaning));
			}
		});
		return checks;
	}

	private boolean isExcluded(String path) {
		return path.equals(OURS) || SharedDependencies.isNamed(this.properties.exclude(), path);
	}

	private boolean isLocal(String path, HealthIndicator indicator) {
		return !SharedDependencies.isShared(path, indicator, this.properties.shared());
	}

	private static String unique(String id, Set<String> ids) {
		String candidate = id;
		for (int i = 2; !ids.add(candidate); i++) {
			candidate = CheckIds.withNumber(id, i);
		}
		return candidate;
	}

}
