package io.github.selftest.boot.check;

import io.github.selftest.api.CheckProvider;

/**
 * Checks of what a service may never have, such as the instances of a library. While it
 * sleeps and nothing else needs a thread there is none.
 *
 * @since 0.1.0
 */
public interface SleepingChecks extends CheckProvider {

	/**
	 * Return whether there is nothing to check yet. Called on the thread that starts the
	 * application, when all its beans are there, and only where nothing else would be
	 * asked.
	 * @return whether it sleeps
	 */
	boolean isAsleep();

	/**
	 * Say who is to be told when there is something to check for the first time, at once
	 * if there is. Called once, and only where it slept.
	 * @param listener to be called once, on any thread
	 */
	void onWake(Runnable listener);

}
