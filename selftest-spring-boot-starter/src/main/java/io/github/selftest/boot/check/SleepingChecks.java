package io.github.selftest.boot.check;

import io.github.selftest.api.CheckProvider;

/**
 * Checks of what a service may never have, such as the instances of a library. While it
 * sleeps it is not asked, and costs no thread.
 *
 * @since 0.1.0
 */
public interface SleepingChecks extends CheckProvider {

	/**
	 * Return whether there is nothing to check yet. Called on the thread that starts the
	 * application, when all its beans are there.
	 * @return whether it sleeps
	 */
	boolean isAsleep();

	/**
	 * Say who is to be told that there is something to check, at once if there has been
	 * since it was asked. Called once, and only where it slept.
	 * @param listener to be called on any thread, perhaps several times
	 */
	void onWake(Runnable listener);

}
