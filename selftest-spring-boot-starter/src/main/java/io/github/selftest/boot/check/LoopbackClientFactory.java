package io.github.selftest.boot.check;

import io.github.selftest.api.CheckContext;
import io.github.selftest.api.LoopbackClient;

/**
 * Makes the client of this very service for one run of a check.
 *
 * @since 0.1.0
 */
public interface LoopbackClientFactory {

	/**
	 * Create a client. Costs nothing until a request is sent.
	 * @param run the run, which gives the client its time and gets its findings
	 * @return the client
	 */
	LoopbackClient create(CheckContext run);

}
