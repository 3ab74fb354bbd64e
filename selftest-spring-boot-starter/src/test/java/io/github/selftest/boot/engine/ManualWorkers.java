package io.github.selftest.boot.engine;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Runs tasks on the thread of the test, when the test says so.
 */
final class ManualWorkers implements Workers {

	private final Deque<Runnable> tasks = new ArrayDeque<>();

	private boolean stopped = true;

	@Override
	public void start() {
		this.stopped = false;
	}

	@Override
	public void execute(Runnable task) {
		if (!this.stopped) {
			this.tasks.addLast(task);
		}
	}

	@Override
	public long rebalance(long nanoTime) {
		return Long.MAX_VALUE;
	}

	@Override
	public boolean isExhausted() {
		return false;
	}

	@Override
	public void stop() {
		this.stopped = true;
		this.tasks.clear();
	}

	/**
	 * Run the task that came last, before those that wait.
	 */
	void runLast() {
		this.tasks.removeLast().run();
	}

	void runAll() {
		for (Runnable task = this.tasks.pollFirst(); task != null; task = this.tasks.pollFirst()) {
			task.run();
		}
	}

}
