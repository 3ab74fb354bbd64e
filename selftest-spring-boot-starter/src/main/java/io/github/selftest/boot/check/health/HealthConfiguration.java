package io.github.selftest.boot.check.health;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.health.actuate.endpoint.HealthEndpointGroup;
import org.springframework.boot.health.actuate.endpoint.HealthEndpointGroups;
import org.springframework.core.env.Environment;

/**
 * How the application has configured its health, as Actuator acts on it.
 */
final class HealthConfiguration {

	private static final String GROUPS = "management.endpoint.health.group";

	private final HealthEndpointGroups groups;

	private final HealthIndicators indicators;

	private final Set<String> shared;

	private final Environment environment;

	HealthConfiguration(HealthEndpointGroups groups, HealthIndicators indicators, Set<String> shared,
			Environment environment) {
		this.groups = groups;
		this.indicators = indicators;
		this.shared = shared;
		this.environment = environment;
	}

	Environment environment() {
		return this.environment;
	}

	HealthEndpointGroup primary() {
		return this.groups.getPrimary();
	}

	Set<String> groupNames() {
		return this.groups.getNames();
	}

	Optional<HealthEndpointGroup> group(String name) {
		return Optional.ofNullable(this.groups.get(name));
	}

	/**
	 * Return the contributors of a group, whatever it says it includes.
	 */
	Set<String> membersOf(HealthEndpointGroup group) {
		return topLevelNames().stream().filter(group::isMember).collect(Collectors.toCollection(TreeSet::new));
	}

	boolean isShared(String name) {
		return this.indicators.get()
			.entrySet()
			.stream()
			.filter((entry) -> (entry.getKey() + "/").startsWith(name + "/"))
			.anyMatch((entry) -> SharedDependencies.isShared(entry.getKey(), entry.getValue(), this.shared));
	}

	/**
	 * Return the paths of all indicators, and of the composites above them.
	 */
	Set<String> paths() {
		Set<String> paths = new TreeSet<>();
		for (String path : this.indicators.get().keySet()) {
			for (int slash = path.indexOf('/'); slash >= 0; slash = path.indexOf('/', slash + 1)) {
				paths.add(path.substring(0, slash));
			}
			paths.add(path);
		}
		return paths;
	}

	private Set<String> topLevelNames() {
		return paths().stream().filter((path) -> path.indexOf('/') < 0).collect(Collectors.toSet());
	}

	/**
	 * Return what the configuration includes in its groups, by the name of the group.
	 */
	Map<String, Membership> configuredGroups() {
		return Binder.get(this.environment)
			.bind(GROUPS, Bindable.mapOf(String.class, Membership.class))
			.orElseGet(Map::of);
	}

	/**
	 * Return whether the configuration says something of a group, and not what it
	 * includes.
	 */
	boolean hasNoInclude(String group) {
		Membership membership = configuredGroups().get(group);
		return (membership == null || membership.include() == null) && Binder.get(this.environment)
			.bind(GROUPS + "." + group, Bindable.mapOf(String.class, Object.class))
			.isBound();
	}

	/**
	 * What the configuration says of a group.
	 *
	 * @param include names of contributors, {@code null} if it says nothing of them
	 */
	record Membership(@Nullable Set<String> include) {

		Set<String> included() {
			return (this.include != null) ? this.include : Set.of();
		}

	}

}
