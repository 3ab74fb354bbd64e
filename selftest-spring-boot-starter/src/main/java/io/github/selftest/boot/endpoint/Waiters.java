package io.github.selftest.boot.endpoint;

import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationListener;
import org.springframework.context.event.ContextClosedEvent;

/**
 * Those whose answer is still to come: a bounded number, each for a bounded time, all of
 * them answered when the application stops.
 */
final class Waiters implements ApplicationListener<ContextClosedEvent> {

	static final int MAX = 256;

	private final Set<Waiting> waiting = ConcurrentHashMap.newKeySet();

	private final AtomicInteger count = new AtomicInteger();

	private volatile boolean closed;

	/**
	 * Let somebody wait.
	 * @param waiter the one who wants to wait
	 * @return {@code false} if there is no room; the caller is to be answered at once
	 */
	boolean admit(Waiting waiter) {
		if (this.count.incrementAndGet() > MAX || this.closed) {
			this.count.decrementAndGet();
			return false;
		}
		this.waiting.add(waiter);
		watch(waiter);
		if (this.closed) {
			waiter.giveUp();
		}
		return true;
	}

	@SuppressWarnings("FutureReturnValueIgnored")
	private void watch(Waiting waiter) {
		CompletableFuture<@Nullable Void> alarm = new CompletableFuture<>();
		alarm.completeOnTimeout(null, waiter.atMost().toNanos(), TimeUnit.NANOSECONDS).thenRun(waiter::giveUp);
		waiter.response().whenComplete((response, failure) -> {
			alarm.cancel(false);
			this.waiting.remove(waiter);
			this.count.decrementAndGet();
		});
	}

	int count() {
		return this.count.get();
	}

	@Override
	public void onApplicationEvent(ContextClosedEvent event) {
		this.closed = true;
		this.waiting.forEach(Waiting::giveUp);
	}

}
