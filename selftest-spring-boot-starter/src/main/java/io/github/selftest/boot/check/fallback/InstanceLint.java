package io.github.selftest.boot.check.fallback;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

import org.springframework.boot.context.properties.bind.BindResult;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;

import io.github.selftest.api.Finding;

/**
 * Names on annotations that nothing is configured for. Resilience4j makes a new instance
 * with default settings of each, so a typing error goes unseen.
 */
final class InstanceLint implements Lint {

	private static final int A_TYPING_ERROR = 2;

	@Override
	public List<Finding> look(Inventory inventory) {
		Map<String, Finding> findings = new LinkedHashMap<>();
		for (GuardedMethod method : inventory.methods()) {
			for (Guard guard : method.guards()) {
				if (guard.isNameFixed() && guard.configuration().isEmpty() && guard.protection() != Protection.TIMER) {
					look(inventory, method, guard, findings);
				}
			}
		}
		return new ArrayList<>(findings.values());
	}

	private static void look(Inventory inventory, GuardedMethod method, Guard guard, Map<String, Finding> findings) {
		Configured configured = Configured.of(inventory, guard.protection());
		if (configured.names().contains(guard.name()) || isSetUpByCode(inventory, guard)) {
			return;
		}
		List<String> close = configured.names()
			.stream()
			.filter((name) -> distance(name, guard.name()) <= A_TYPING_ERROR)
			.sorted(Comparator.comparingInt((name) -> distance(name, guard.name())))
			.toList();
		// with defaults of their own, names without more are how it is meant
		if (!close.isEmpty() || !configured.hasDefaults()) {
			findings.putIfAbsent(guard.protection() + guard.name(), unconfigured(method, guard, configured, close));
		}
	}

	private static boolean isSetUpByCode(Inventory inventory, Guard guard) {
		return inventory.find(guard.protection(), guard.name()).filter((found) -> !found.onDefaults()).isPresent()
				|| inventory.source(guard.protection())
					.filter((source) -> source.hasConfiguration(guard.name()))
					.isPresent();
	}

	private static Finding unconfigured(GuardedMethod method, Guard guard, Configured configured, List<String> close) {
		String property = guard.protection().instancesProperty() + "." + guard.name();
		return Finding
			.warn("fallback.not-configured",
					"%s '%s' on '%s' has no configuration: it runs on the defaults of Resilience4j"
						.formatted(guard.annotation(), guard.name(), method.label()))
			.withValues("nothing below '" + property + "'",
					configured.names().isEmpty() ? "a configuration"
							: "one of " + String.join(", ", configured.names().stream().limit(10).toList()))
			.withRemedy(close.isEmpty() ? "Set '" + property + ".*', or correct the name on the annotation"
					: "Write '" + close.get(0) + "' on the annotation, or set '" + property + ".*'");
	}

	/**
	 * Count the letters to change, to add and to remove.
	 * @param left a name
	 * @param right another
	 * @return the distance of Levenshtein
	 */
	private static int distance(String left, String right) {
		int[] row = new int[right.length() + 1];
		for (int j = 0; j < row.length; j++) {
			row[j] = j;
		}
		for (int i = 1; i <= left.length(); i++) {
			int diagonal = row[0];
			row[0] = i;
			for (int j = 1; j < row.length; j++) {
				int changed = diagonal + ((left.charAt(i - 1) == right.charAt(j - 1)) ? 0 : 1);
				diagonal = row[j];
				row[j] = Math.min(changed, 1 + Math.min(row[j], row[j - 1]));
			}
		}
		return row[right.length()];
	}

	/**
	 * What the configuration names.
	 *
	 * @param names the instances
	 * @param hasDefaults whether the defaults for all instances are set
	 */
	private record Configured(Set<String> names, boolean hasDefaults) {

		static Configured of(Inventory inventory, Protection protection) {
			Binder binder = Binder.get(inventory.environment());
			return new Configured(new TreeSet<>(keys(binder, protection.instancesProperty())),
					keys(binder, protection.configsProperty()).contains("default"));
		}

		private static Set<String> keys(Binder binder, String property) {
			BindResult<Map<String, Object>> found = binder.bind(property.toLowerCase(Locale.ROOT),
					Bindable.mapOf(String.class, Object.class));
			return found.isBound() ? found.get().keySet() : Set.of();
		}

	}

}
