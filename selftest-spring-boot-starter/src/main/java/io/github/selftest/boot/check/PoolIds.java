package io.github.selftest.boot.check;

import java.util.Set;

/**
 * The ids that checks of connection pools have, so that those of other pools get others:
 * of two checks with one id the second is left out.
 *
 * @since 0.1.0
 */
@FunctionalInterface
public interface PoolIds {

	/** The ids of checks that are there whatever pools are called. */
	Set<String> RESERVED = Set.of("poolSettings", "poolTargets", "poolFailover", "poolStatements", "poolHttpClients");

	/**
	 * Return the ids that are in use now.
	 * @return the ids
	 */
	Set<String> taken();

}
