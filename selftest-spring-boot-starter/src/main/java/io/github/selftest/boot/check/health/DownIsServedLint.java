package io.github.selftest.boot.check.health;

import java.util.ArrayList;
import java.util.List;

import org.springframework.boot.health.actuate.endpoint.HealthEndpointGroup;
import org.springframework.boot.health.contributor.Status;

import io.github.selftest.api.Finding;

/**
 * A {@code status.http-mapping} replaces that of Spring Boot as a whole: with one for a
 * status of one's own, DOWN answers 200 and no load balancer sees it.
 */
final class DownIsServedLint implements HealthLint {

	@Override
	public List<Finding> look(HealthConfiguration configuration) {
		List<Finding> findings = new ArrayList<>();
		look("the primary group", "management.endpoint.health", configuration.primary(), findings);
		for (String name : configuration.groupNames()) {
			configuration.group(name)
				.ifPresent((group) -> look("group '" + name + "'", "management.endpoint.health.group." + name, group,
						findings));
		}
		return findings;
	}

	private void look(String what, String prefix, HealthEndpointGroup group, List<Finding> findings) {
		int status = group.getHttpCodeStatusMapper().getStatusCode(Status.DOWN);
		if (status < 400) {
			findings.add(Finding.warn("health.down-is-served", "DOWN of %s is answered with success".formatted(what))
				.withValues(status, 503)
				.withRemedy("Set '%s.status.http-mapping.down=503' and '...out-of-service=503' beside your own"
					.formatted(prefix)));
		}
	}

}
