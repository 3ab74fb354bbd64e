package io.github.selftest.boot.check.health;

import java.util.LinkedHashMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.health.contributor.CompositeHealthContributor;
import org.springframework.boot.health.contributor.HealthContributor;
import org.springframework.boot.health.contributor.HealthContributors;
import org.springframework.boot.health.contributor.HealthIndicator;

/**
 * The health indicators of an application by their path, such as {@code db} or
 * {@code tenants/eu}. The blocking one wins over a reactive one with the same name, as it
 * does for Actuator in a servlet application.
 */
final class HealthTree {

	private static final int MAX_DEPTH = 8;

	private static final int MAX_INDICATORS = 200;

	private final Map<String, HealthIndicator> indicators = new LinkedHashMap<>();

	private HealthTree() {
	}

	static Map<String, HealthIndicator> of(@Nullable HealthContributors blocking,
			@Nullable ReactiveContributors reactive) {
		HealthTree tree = new HealthTree();
		if (blocking != null) {
			tree.addAll("", blocking, 0);
		}
		if (reactive != null) {
			tree.addAll("", reactive.get(), 0);
		}
		return tree.indicators;
	}

	private void addAll(String prefix, HealthContributors contributors, int depth) {
		for (HealthContributors.Entry entry : contributors) {
			add(prefix + entry.name(), entry.contributor(), depth);
		}
	}

	private void add(String path, HealthContributor contributor, int depth) {
		if (contributor instanceof HealthIndicator indicator && this.indicators.size() < MAX_INDICATORS) {
			this.indicators.putIfAbsent(path, indicator);
		}
		else if (contributor instanceof CompositeHealthContributor composite && depth < MAX_DEPTH) {
			addMembers(path, composite, depth + 1);
		}
	}

	/**
	 * Add the members of a composite, or in their place what fails as it did when they
	 * were asked for, so that it hides no other.
	 */
	private void addMembers(String path, CompositeHealthContributor composite, int depth) {
		try {
			addAll(path + "/", composite, depth);
		}
		catch (RuntimeException ex) {
			this.indicators.putIfAbsent(path, new StandInIndicator(() -> {
				throw ex;
			}, composite.getClass()));
		}
	}

}
