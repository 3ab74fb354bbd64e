package io.github.selftest.boot.check.fallback;

import java.util.List;

import io.github.selftest.api.Finding;

/**
 * Looks for one kind of trap.
 */
@FunctionalInterface
interface Lint {

	/**
	 * Look for the trap.
	 * @param inventory where to look
	 * @return a finding for each place where the trap is; none where there is none
	 */
	List<Finding> look(Inventory inventory);

}
