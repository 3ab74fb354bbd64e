package io.github.selftest.boot.engine;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.github.selftest.api.Check;
import io.github.selftest.api.CheckProvider;

/**
 * Asks the providers of checks now and then which checks there are.
 */
final class Providers {

	private static final Logger logger = LoggerFactory.getLogger(Providers.class);

	private final EngineClock clock;

	private final Workers workers;

	private final List<CheckProvider> providers;

	private final Map<CheckProvider, Collection<? extends Check>> known = new HashMap<>();

	private final Consumer<List<Check>> whenAsked;

	private @Nullable Thread thread;

	private boolean asking;

	private long dueNanos;

	private long deadlineNanos;

	/**
	 * Create the providers.
	 * @param clock the clock
	 * @param workers where they are asked
	 * @param providers the providers
	 * @param whenAsked takes all the checks that they yield
	 */
	Providers(EngineClock clock, Workers workers, List<CheckProvider> providers, Consumer<List<Check>> whenAsked) {
		this.clock = clock;
		this.workers = workers;
		this.providers = List.copyOf(providers);
		this.whenAsked = whenAsked;
		this.dueNanos = clock.nanoTime();
	}

	boolean isEmpty() {
		return this.providers.isEmpty();
	}

	/**
	 * Ask if it is time, and interrupt a call that takes too long.
	 * @param nanoTime the monotonic time now
	 * @return nanoseconds until this is worth calling again
	 */
	synchronized long tick(long nanoTime) {
		if (isEmpty()) {
			return Long.MAX_VALUE;
		}
		if (this.asking) {
			boolean overdue = this.deadlineNanos - nanoTime <= 0;
			if (overdue && this.thread != null) {
				this.thread.interrupt();
			}
			return overdue ? EngineSettings.PROVIDER_DEADLINE.toNanos() : this.deadlineNanos - nanoTime;
		}
		if (this.dueNanos - nanoTime <= 0) {
			this.asking = true;
			this.deadlineNanos = nanoTime + EngineSettings.PROVIDER_DEADLINE.toNanos();
			this.workers.execute(this::ask);
			return EngineSettings.PROVIDER_DEADLINE.toNanos();
		}
		return this.dueNanos - nanoTime;
	}

	synchronized void askAnew() {
		this.asking = this.thread != null;
		this.dueNanos = this.clock.nanoTime();
	}

	private void ask() {
		thread(Thread.currentThread());
		try {
			List<Check> checks = new ArrayList<>();
			for (CheckProvider provider : this.providers) {
				checks.addAll(ask(provider));
			}
			this.whenAsked.accept(checks);
		}
		finally {
			thread(null);
		}
	}

	private Collection<? extends Check> ask(CheckProvider provider) {
		try {
			this.known.put(provider, List.copyOf(provider.checks()));
		}
		catch (Throwable ex) {
			logger.warn("'{}' could not say which checks there are; those of its last answer stay",
					provider.getClass().getName(), ex);
		}
		return this.known.getOrDefault(provider, List.of());
	}

	private synchronized void thread(@Nullable Thread thread) {
		this.thread = thread;
		if (thread == null) {
			Thread.interrupted();
			this.asking = false;
			this.dueNanos = this.clock.nanoTime() + EngineSettings.PROVIDER_INTERVAL.toNanos();
		}
	}

}
