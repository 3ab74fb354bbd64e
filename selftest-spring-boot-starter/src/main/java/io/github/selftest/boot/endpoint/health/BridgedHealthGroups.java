package io.github.selftest.boot.endpoint.health;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.actuate.endpoint.EndpointId;
import org.springframework.boot.actuate.endpoint.web.AdditionalPathsMapper;
import org.springframework.boot.actuate.endpoint.web.WebServerNamespace;
import org.springframework.boot.health.actuate.endpoint.AdditionalHealthEndpointPath;
import org.springframework.boot.health.actuate.endpoint.HealthEndpoint;
import org.springframework.boot.health.actuate.endpoint.HealthEndpointGroup;
import org.springframework.boot.health.actuate.endpoint.HealthEndpointGroups;

/**
 * The groups of the application and ours. Ours is served by its name and left out of
 * {@link #getNames()}, so that the body of {@code /actuator/health} stays as it was. Each
 * group is the same instance every time, as Actuator tells the primary one by identity.
 */
final class BridgedHealthGroups implements HealthEndpointGroups, AdditionalPathsMapper {

	private final HealthEndpointGroups groups;

	private final HealthEndpointGroup primary;

	private final Map<String, HealthEndpointGroup> named = new LinkedHashMap<>();

	private final VerdictHealthGroup ours;

	BridgedHealthGroups(HealthEndpointGroups groups, @Nullable String additionalPath) {
		this.groups = groups;
		this.primary = new HidingHealthGroup(groups.getPrimary());
		for (String name : groups.getNames()) {
			HealthEndpointGroup group = groups.get(name);
			if (group != null) {
				this.named.put(name, new HidingHealthGroup(group));
			}
		}
		this.ours = new VerdictHealthGroup(groups.getPrimary(),
				(additionalPath != null) ? AdditionalHealthEndpointPath.from(additionalPath) : null);
	}

	@Override
	public HealthEndpointGroup getPrimary() {
		return this.primary;
	}

	@Override
	public Set<String> getNames() {
		return this.groups.getNames();
	}

	@Override
	public @Nullable HealthEndpointGroup get(String name) {
		HealthEndpointGroup group = this.named.get(name);
		return (group == null && name.equals(VerdictHealthGroup.NAME)) ? this.ours : group;
	}

	@Override
	public @Nullable HealthEndpointGroup get(AdditionalHealthEndpointPath path) {
		return all().filter((group) -> path.equals(group.getAdditionalPath())).findFirst().orElse(null);
	}

	@Override
	public Set<HealthEndpointGroup> getAllWithAdditionalPath(WebServerNamespace namespace) {
		Set<HealthEndpointGroup> found = new LinkedHashSet<>();
		all().filter((group) -> hasAdditionalPath(group, namespace)).forEach(found::add);
		return found;
	}

	private Stream<HealthEndpointGroup> all() {
		return Stream.concat(this.named.values().stream(), Stream.of(this.ours));
	}

	private static boolean hasAdditionalPath(HealthEndpointGroup group, WebServerNamespace namespace) {
		AdditionalHealthEndpointPath path = group.getAdditionalPath();
		return path != null && path.hasNamespace(namespace);
	}

	@Override
	public @Nullable List<String> getAdditionalPaths(EndpointId endpointId, WebServerNamespace namespace) {
		if (!HealthEndpoint.ID.equals(endpointId)) {
			return null;
		}
		return all().map(HealthEndpointGroup::getAdditionalPath)
			.filter((path) -> path != null && path.hasNamespace(namespace))
			.map(AdditionalHealthEndpointPath::getValue)
			.toList();
	}

}
