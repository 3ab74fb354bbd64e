package io.github.selftest.boot.check.health;

import java.util.List;
import java.util.Optional;

import org.springframework.boot.actuate.autoconfigure.web.server.ManagementPortType;
import org.springframework.boot.health.actuate.endpoint.HealthEndpointGroup;

import io.github.selftest.api.Finding;

/**
 * Probes on a separate management port may succeed while the port that users reach does
 * not answer.
 */
final class ProbesPortLint implements HealthLint {

	@Override
	public List<Finding> look(HealthConfiguration configuration) {
		if (ManagementPortType.get(configuration.environment()) != ManagementPortType.DIFFERENT) {
			return List.of();
		}
		Optional<HealthEndpointGroup> readiness = configuration.group("readiness");
		if (readiness.isEmpty() || readiness.get().getAdditionalPath() != null) {
			return List.of();
		}
		return List.of(Finding.warn("health.probes-port", "The readiness probe is on the management port alone")
			.withValues("'/actuator/health/readiness' on the management port", "'/readyz' on the main port")
			.withRemedy("Set 'management.endpoint.health.probes.add-additional-paths=true'"));
	}

}
