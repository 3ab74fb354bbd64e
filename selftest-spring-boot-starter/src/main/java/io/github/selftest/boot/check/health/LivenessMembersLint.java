package io.github.selftest.boot.check.health;

import java.util.List;
import java.util.Set;

import org.springframework.boot.health.actuate.endpoint.HealthEndpointGroup;

import io.github.selftest.api.Finding;

/**
 * A property of the liveness group without {@code include} makes all contributors its
 * members, so that a database that is down restarts every instance (Spring Boot issues
 * 42159 and 40268).
 */
final class LivenessMembersLint implements HealthLint {

	@Override
	public List<Finding> look(HealthConfiguration configuration) {
		return configuration.group("liveness").map((group) -> look(configuration, group)).orElse(List.of());
	}

	private List<Finding> look(HealthConfiguration configuration, HealthEndpointGroup group) {
		Set<String> members = configuration.membersOf(group);
		if (configuration.hasNoInclude("liveness") && members.size() > 1) {
			return List.of(finding(members,
					"The liveness group has properties and no 'include', so that every indicator is its member"));
		}
		members.removeIf((name) -> !configuration.isShared(name));
		return members.isEmpty() ? List.of() : List.of(finding(members,
				"The liveness group looks at what other instances depend on as well, so that one outage restarts them all"));
	}

	private static Finding finding(Set<String> members, String message) {
		return Finding.warn("health.liveness-members", message)
			.withValues(members, "[livenessState]")
			.withRemedy("Set 'management.endpoint.health.group.liveness.include=livenessState'");
	}

}
