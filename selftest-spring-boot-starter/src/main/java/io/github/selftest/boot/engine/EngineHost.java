package io.github.selftest.boot.engine;

import java.util.Collection;
import java.util.List;
import java.util.function.Consumer;

import io.github.selftest.api.Check;
import io.github.selftest.api.CheckContext;
import io.github.selftest.api.CheckProvider;
import io.github.selftest.api.LoopbackClient;

/**
 * What the engine gets from the application that it lives in.
 */
public interface EngineHost {

	/**
	 * Return the checks that are known at the start. Called once, when the engine starts
	 * for the first time, on the starting thread.
	 * @return the checks in the order in which they are shown
	 */
	Collection<? extends Check> checks();

	/**
	 * Return the sources of checks that are known at run time. Called once, like
	 * {@link #checks()}.
	 * @return the providers
	 */
	List<CheckProvider> providers();

	/**
	 * Tell of sources that are not among {@link #providers()}, as they had nothing to say
	 * at the start, and have now. Called once, after that.
	 * @param listener told of each, on any thread
	 */
	default void onLateProvider(Consumer<CheckProvider> listener) {
	}

	/**
	 * Return whether the code of a check is ours, so that what it throws is our bug and
	 * no statement about the service.
	 * @param check the check
	 * @return whether it is ours
	 */
	boolean isBuiltIn(Check check);

	/**
	 * Return whether a run of a check only reads what this process knows. Such a check is
	 * run as often while it fails, as that spares nobody and its recovery would be seen
	 * late.
	 * @param check the check
	 * @return whether it asks nobody
	 */
	default boolean isPassive(Check check) {
		return false;
	}

	/**
	 * Return where a check comes from, for messages about it.
	 * @param check the check
	 * @return its class, or what tells its author more
	 */
	default String nameOf(Check check) {
		return check.getClass().getName();
	}

	/**
	 * Return a client of the application itself. Called on the thread of a run.
	 * @param run the run that it is for
	 * @return the client
	 */
	LoopbackClient loopback(CheckContext run);

	/**
	 * Return the version of the application, by which the history tells a deploy from a
	 * restart. Called once, like {@link #checks()}.
	 * @return the version
	 */
	default String version() {
		return "unknown";
	}

	/**
	 * Return who watches the engine. Called once, like {@link #checks()}.
	 * @return the listeners
	 */
	List<EngineListener> listeners();

}
