package io.github.selftest.api;

import java.util.Collection;

/**
 * A source of checks that are known only at run time, such as one for each connection
 * pool or circuit breaker. Every bean of this type is asked.
 *
 * @since 0.1.0
 */
public interface CheckProvider {

	/**
	 * Return the checks that exist now. Called once before the first check runs and then
	 * about every minute, on one of the engine's daemon threads, under a deadline of five
	 * seconds. A check that is no longer returned leaves the plan with its history; one
	 * with a known id goes on where it was. When this method throws, the checks of the
	 * last call stay.
	 * @return the checks; an id that another check already has is left out with a line in
	 * the log
	 * @throws Exception anything, which is logged
	 */
	Collection<? extends Check> checks() throws Exception;

}
