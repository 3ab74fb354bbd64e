package io.github.selftest.boot.engine;

/**
 * The threads that checks run on.
 */
interface Workers {

	/**
	 * Be ready for tasks, for the first time or again.
	 */
	void start();

	/**
	 * Run a task on a thread of its own as soon as there is one. Dropped after the stop.
	 * @param task the task
	 */
	void execute(Runnable task);

	/**
	 * Let tasks that take long step aside, so that they delay no other.
	 * @param nanoTime the monotonic time now
	 * @return nanoseconds until this is worth calling again
	 */
	long rebalance(long nanoTime);

	/**
	 * Return whether every thread that there may be is held by a task that takes long.
	 * @return whether no task can start
	 */
	boolean isExhausted();

	/**
	 * Drop what waits, interrupt what runs, and wait for a short time for its end.
	 */
	void stop();

}
