package io.github.selftest.boot.endpoint;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.Nullable;

/**
 * Those whose answer is still to come: a bounded number, each for a bounded time. When
 * the application stops they are answered by the engine, which stops first.
 */
final class Waiters {

	static final int MAX = 256;

	private final Semaphore seats = new Semaphore(MAX);

	/**
	 * Let somebody wait.
	 * @param waiter the one who wants to wait
	 * @return {@code false} if there is no room; the caller is to be answered at once
	 */
	@SuppressWarnings("FutureReturnValueIgnored")
	boolean admit(Waiting waiter) {
		if (!this.seats.tryAcquire()) {
			return false;
		}
		CompletableFuture<@Nullable Void> alarm = new CompletableFuture<>();
		alarm.completeOnTimeout(null, waiter.atMost().toNanos(), TimeUnit.NANOSECONDS).thenRun(waiter::giveUp);
		waiter.response().whenComplete((response, failure) -> {
			alarm.cancel(false);
			this.seats.release();
		});
		return true;
	}

}
