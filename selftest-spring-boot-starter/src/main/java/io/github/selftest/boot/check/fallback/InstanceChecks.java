package io.github.selftest.boot.check.fallback;

import java.util.List;

import io.github.selftest.api.Check;

/**
 * Checks of the instances of one kind.
 */
@FunctionalInterface
interface InstanceChecks {

	/**
	 * Return a check for each instance that there is now.
	 * @param ids gives ids
	 * @return the checks
	 */
	List<Check> checks(CheckIds ids);

}
