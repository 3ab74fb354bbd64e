package io.github.selftest.boot.check.health;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

import io.github.selftest.api.Finding;

/**
 * A group that names a contributor that does not exist looks at less than somebody
 * thinks. Spring Boot refuses to start then, unless told not to.
 */
final class MissingMembersLint implements HealthLint {

	/** Those of the probes, which Actuator knows without a contributor. */
	private static final Set<String> ALWAYS = Set.of("*", "livenessState", "readinessState");

	@Override
	public List<Finding> look(HealthConfiguration configuration) {
		List<Finding> findings = new ArrayList<>();
		Set<String> paths = configuration.paths();
		configuration.configuredGroups().forEach((name, membership) -> {
			Set<String> missing = new TreeSet<>(membership.included());
			missing.removeAll(ALWAYS);
			missing.removeAll(paths);
			if (!missing.isEmpty()) {
				findings.add(Finding
					.warn("health.missing-member", "Health group '%s' includes what does not exist".formatted(name))
					.withValues(missing, "names among " + paths)
					.withRemedy("Correct 'management.endpoint.health.group.%s.include'".formatted(name)));
			}
		});
		return findings;
	}

}
