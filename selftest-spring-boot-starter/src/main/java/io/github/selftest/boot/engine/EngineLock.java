package io.github.selftest.boot.engine;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one lock that guards all that changes in the engine. Held for short computations
 * only: whatever calls foreign code is put off until it is free again.
 */
final class EngineLock {

	private static final Logger logger = LoggerFactory.getLogger(EngineLock.class);

	private final ReentrantLock lock = new ReentrantLock();

	private final Deque<Runnable> next = new ArrayDeque<>();

	private final Deque<Runnable> afterwards = new ArrayDeque<>();

	void locked(Runnable action) {
		locked(() -> {
			action.run();
			return true;
		});
	}

	<T> T locked(Supplier<T> action) {
		List<Runnable> putOff = List.of();
		this.lock.lock();
		try {
			return action.get();
		}
		finally {
			if (this.lock.getHoldCount() == 1) {
				runAll(this.next);
				putOff = List.copyOf(this.afterwards);
				this.afterwards.clear();
			}
			this.lock.unlock();
			putOff.forEach(EngineLock::run);
		}
	}

	/**
	 * Run something before the lock is free. What follows from it in turn comes after it,
	 * so that a long chain makes no deep stack. To be called with the lock held.
	 * @param action the action
	 */
	void next(Runnable action) {
		this.next.addLast(action);
	}

	/**
	 * Run something as soon as the lock is free. To be called with the lock held.
	 * @param action the action
	 */
	void afterwards(Runnable action) {
		this.afterwards.addLast(action);
	}

	private static void runAll(Deque<Runnable> actions) {
		for (Runnable action = actions.pollFirst(); action != null; action = actions.pollFirst()) {
			run(action);
		}
	}

	/**
	 * Run an action that must not keep others from being run.
	 */
	private static void run(Runnable action) {
		try {
			action.run();
		}
		catch (Throwable ex) {
			logger.error("Something in the self-test engine failed", ex);
		}
	}

}
