package io.github.selftest.boot.check.health;

import java.util.List;

import io.github.selftest.api.Finding;

/**
 * Looks for one trap in the configuration of Actuator health.
 */
interface HealthLint {

	/**
	 * Look for the trap.
	 * @param configuration the configuration
	 * @return what was found, with the remedy; empty when all is well
	 */
	List<Finding> look(HealthConfiguration configuration);

}
