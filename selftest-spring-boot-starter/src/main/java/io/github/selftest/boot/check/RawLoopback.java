package io.github.selftest.boot.check;

import io.github.selftest.api.CheckContext;
import io.github.selftest.api.FindingError;

/**
 * A client of this very service for those who look at the protocol itself. It goes
 * through the real connector, changes and hides nothing of request and answer, follows no
 * redirect, and keeps to the same pace as all loopback clients.
 *
 * @since 0.1.0
 */
@FunctionalInterface
public interface RawLoopback {

	/**
	 * Send a request and read the answer, on the calling thread.
	 * @param run the run that asks
	 * @param request the request
	 * @return what became of it, however broken the answer is
	 * @throws FindingError inconclusive without a connector ({@code <kind>.no-server}) or
	 * when the pace left no time ({@code <kind>.over-pace}), when the run ended before an
	 * answer could come ({@code <kind>.out-of-time}), or when the service demands a
	 * certificate of its callers ({@code <kind>.no-client-certificate})
	 */
	RawAnswer send(CheckContext run, RawRequest request);

}
