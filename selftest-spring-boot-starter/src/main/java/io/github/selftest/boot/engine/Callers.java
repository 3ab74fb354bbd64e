package io.github.selftest.boot.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/**
 * Those who wait for the same answer. Each has a future of its own and may cancel it;
 * then it is forgotten as soon as another one comes. Guarded by the lock of the engine.
 *
 * @param <T> the type of the answer
 */
final class Callers<T> {

	private final List<CompletableFuture<T>> waiting = new ArrayList<>();

	CompletableFuture<T> add() {
		CompletableFuture<T> caller = new CompletableFuture<>();
		this.waiting.removeIf(CompletableFuture::isDone);
		this.waiting.add(caller);
		return caller;
	}

	/**
	 * Forget all and return how to answer them, which is to be done without the lock.
	 * @param answer the answer
	 * @return answers them
	 */
	Runnable answer(Supplier<T> answer) {
		List<CompletableFuture<T>> all = List.copyOf(this.waiting);
		this.waiting.clear();
		return () -> {
			if (!all.isEmpty()) {
				T value = answer.get();
				all.forEach((caller) -> caller.complete(value));
			}
		};
	}

	int size() {
		return this.waiting.size();
	}

}
