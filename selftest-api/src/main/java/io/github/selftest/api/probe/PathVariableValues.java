package io.github.selftest.api.probe;

import java.util.Map;

/**
 * Gives values to the variables of a route, so that a check can ask for it. All beans of
 * this type are asked.
 *
 * @since 0.1.0
 */
@FunctionalInterface
public interface PathVariableValues {

	/**
	 * Return values for the variables of a route. Called at each run, on one of the
	 * engine's daemon threads.
	 * @param route the route as it is mapped, such as {@code /products/{id}}
	 * @return values by the names of the variables; empty when this knows none
	 */
	Map<String, String> valuesFor(String route);

}
