package io.github.selftest.api;

/**
 * One question that a service asks about itself, such as "can an order be placed?". Every
 * bean of this type is picked up; so is what a {@link CheckProvider} yields.
 * <p>
 * A check is run by the engine alone: on its schedule, when the application is ready, or
 * on an operator's request. Reading an endpoint, a metric or a page never runs one.
 *
 * @since 0.1.0
 * @see SelfTest
 */
public interface Check {

	/**
	 * Say what this check is. Called on any thread, often; must always return an equal
	 * definition, at once.
	 * @return the definition
	 */
	CheckDefinition definition();

	/**
	 * Find out, once. Called on one of the engine's daemon threads, never twice at the
	 * same time for the same check. The thread is interrupted when the deadline of the
	 * context has passed; a run that ignores it is reported as stuck and the check is not
	 * started again before that run ends.
	 * <p>
	 * Read only, unless in a sandbox; leave the service as it was, with
	 * {@link CheckContext#onCleanup} for what must be undone.
	 * @param context what this run may use
	 * @return what was found; {@link CheckContext#result()} when all was recorded on the
	 * way
	 * @throws Exception anything; an {@link AssertionError} fails the check with its
	 * message, a {@link FindingError} ends the run with its finding, and all others fail
	 * it with the name of their class, as their message belongs in the log
	 */
	CheckResult run(CheckContext context) throws Exception;

}
