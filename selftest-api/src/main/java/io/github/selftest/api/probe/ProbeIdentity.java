package io.github.selftest.api.probe;

import java.util.Map;

import io.github.selftest.api.LoopbackClient;

/**
 * Signs a test user in, so that a check can see whether what one user gets could be
 * stored for all. Beans of this type are asked once a run of the tier {@code deep}.
 *
 * @since 0.1.0
 */
@FunctionalInterface
public interface ProbeIdentity {

	/**
	 * Return the headers with which the user is recognised, such as
	 * {@code Authorization}. They are sent to this very service only, one by one, and
	 * never published. Called on one of the engine's daemon threads.
	 * @param service the service, to sign in as a user does
	 * @return headers by name; empty to leave it
	 * @throws Exception anything, which is logged; the check goes on without
	 */
	Map<String, String> headers(LoopbackClient service) throws Exception;

}
