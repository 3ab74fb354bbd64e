package io.github.selftest.boot.check;

import java.util.List;

import io.github.selftest.api.Check;
import io.github.selftest.api.CheckProvider;

/**
 * Checks that are known when the service starts and stay as they are. A mistake in them
 * fails the start.
 *
 * @since 0.1.0
 */
public interface StaticChecks extends CheckProvider {

	/**
	 * Return the checks. Called once, on the thread that starts the application, before
	 * the application is ready.
	 * @return the checks, always the same
	 * @throws SelfTestConfigurationException to fail the start
	 */
	@Override
	List<Check> checks();

}
