package io.github.selftest.api;

import java.time.Clock;
import java.time.Duration;

import org.jspecify.annotations.Nullable;

/**
 * What one run of a check may use. Made by the engine for that run; not to be kept beyond
 * it. May be used by other threads that the check itself starts.
 *
 * @since 0.1.0
 */
public interface CheckContext {

	/**
	 * Return the definition as it is in force, with what the configuration has changed.
	 * @return the definition
	 */
	CheckDefinition definition();

	/**
	 * Return the time that is left before the thread is interrupted. Pass it on to
	 * whatever takes a timeout.
	 * @return the time that is left, never negative
	 */
	Duration remaining();

	/**
	 * Return the clock to read the time of day from.
	 * @return the clock
	 */
	Clock clock();

	/**
	 * Return a client of this very service, through its real connector.
	 * @return the client, good for this run
	 */
	LoopbackClient loopback();

	/**
	 * Return what the last run found.
	 * @return the last result, or {@code null} on the first run
	 */
	@Nullable CheckResult previous();

	/**
	 * Record a finding on the way. It is kept if the run fails or overruns later.
	 * @param finding the finding
	 */
	void record(Finding finding);

	/**
	 * Record a measurement on the way.
	 * @param measurement the measurement
	 */
	void record(Measurement measurement);

	/**
	 * Return the result of all that was recorded so far.
	 * @return the result; when nothing was recorded, inconclusive with a finding of the
	 * engine's own
	 */
	CheckResult result();

	/**
	 * Undo something after the run, whatever its outcome. Actions run in reverse order on
	 * the thread of the run, each once, also when an earlier one or the run itself threw
	 * or overran its deadline; then they have two seconds. When the run ignores its
	 * interrupt they run on another thread of the engine, while it may still be there.
	 * @param action the action; if it throws, the check fails
	 */
	void onCleanup(Cleanup action);

	/**
	 * Undoes something that a run has done.
	 */
	@FunctionalInterface
	interface Cleanup {

		/**
		 * Undo it.
		 * @throws Exception anything, which fails the check
		 */
		void run() throws Exception;

	}

}
