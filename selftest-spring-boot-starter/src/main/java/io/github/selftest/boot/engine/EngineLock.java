package io.github.selftest.boot.engine;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/**
 * The one lock that guards all that changes in the engine. Held for short computations
 * only: whatever calls foreign code is put off until it is free again.
 */
final class EngineLock {

	private final ReentrantLock lock = new ReentrantLock();

	private final Deque<Runnable> afterwards = new ArrayDeque<>();

	void locked(Runnable action) {
		locked(() -> {
			action.run();
			return true;
		});
	}

	<T> T locked(Supplier<T> action) {
		Deque<Runnable> putOff = new ArrayDeque<>();
		this.lock.lock();
		try {
			return action.get();
		}
		finally {
			if (this.lock.getHoldCount() == 1) {
				putOff.addAll(this.afterwards);
				this.afterwards.clear();
			}
			this.lock.unlock();
			putOff.forEach(Runnable::run);
		}
	}

	/**
	 * Run something as soon as the lock is free. To be called with the lock held.
	 * @param action the action
	 */
	void afterwards(Runnable action) {
		this.afterwards.add(action);
	}

	/**
	 * Run something, with the lock held, as soon as all futures are done. To be called
	 * with the lock held.
	 * @param futures the futures
	 * @param action the action
	 */
	@SuppressWarnings("FutureReturnValueIgnored") // nobody waits for the action
	void lockedWhenDone(List<? extends CompletableFuture<?>> futures, Runnable action) {
		CompletableFuture<Void> all = CompletableFuture.allOf(futures.toArray(CompletableFuture[]::new));
		afterwards(() -> all.thenRun(() -> locked(action)));
	}

}
