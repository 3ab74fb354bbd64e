package io.github.selftest.boot.check.health;

import java.util.ArrayList;
import java.util.List;

import org.springframework.boot.health.actuate.endpoint.HealthEndpointGroup;
import org.springframework.boot.health.contributor.Status;

import io.github.selftest.api.Finding;

/**
 * A {@code status.http-mapping} replaces that of Spring Boot as a whole: with one for a
 * status of one's own, DOWN answers 200 and no load balancer sees it. So does
 * OUT_OF_SERVICE, with which readiness turns requests away.
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
		for (Status status : List.of(Status.DOWN, Status.OUT_OF_SERVICE)) {
			int code = group.getHttpCodeStatusMapper().getStatusCode(status);
			if (code < 400) {
				findings.add(Finding
					.warn("health.down-is-served",
							"%s of %s is answered with success".formatted(status.getCode(), what))
					.withValues(code, 503)
					.withRemedy("Set '%s.status.http-mapping.down=503' and '...out-of-service=503' beside your own"
						.formatted(prefix)));
				return;
			}
		}
	}

}
