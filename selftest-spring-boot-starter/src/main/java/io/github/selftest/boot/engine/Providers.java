package io.github.selftest.boot.engine;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

import io.github.selftest.api.Check;
import io.github.selftest.api.CheckProvider;

/**
 * Asks the providers of checks now and then which checks there are. Each has a task and a
 * time of its own: one that hangs keeps its last answer, is not asked again before it
 * comes back, and delays no other for longer than that time.
 */
final class Providers {

	private static final Logger logger = LoggerFactory.getLogger(Providers.class);

	/** What wakes a provider may not be over yet. */
	private static final Duration SOON = Duration.ofSeconds(1);

	private final EngineClock clock;

	private final Workers workers;

	private volatile List<Asked> all;

	private final Consumer<List<Check>> whenAsked;

	private boolean asking;

	private long dueNanos;

	private long deadlineNanos;

	/** The thread that tells what was answered, so that no two do. */
	private @Nullable Thread teller;

	private boolean moreToTell;

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
		this.all = providers.stream().map(Asked::new).toList();
		this.whenAsked = whenAsked;
		this.dueNanos = clock.nanoTime();
	}

	boolean isEmpty() {
		return this.all.isEmpty();
	}

	/**
	 * Ask soon, one more if it has not been among the others.
	 * @param provider the provider
	 */
	synchronized void ask(CheckProvider provider) {
		long soon = this.clock.nanoTime() + SOON.toNanos();
		if (this.all.stream().noneMatch((asked) -> asked.provider == provider)) {
			List<Asked> all = new ArrayList<>(this.all);
			all.add(new Asked(provider));
			this.all = List.copyOf(all);
			this.dueNanos = soon;
		}
		else if (this.dueNanos - soon > 0) {
			this.dueNanos = soon;
		}
	}

	/**
	 * Ask if it is time, and interrupt calls that take too long.
	 * @param nanoTime the monotonic time now
	 * @return nanoseconds until this is worth calling again
	 */
	synchronized long tick(long nanoTime) {
		if (isEmpty()) {
			return Long.MAX_VALUE;
		}
		if (this.asking && this.deadlineNanos - nanoTime <= 0) {
			giveUp(nanoTime);
		}
		if (!this.asking && this.dueNanos - nanoTime <= 0) {
			ask(nanoTime);
		}
		return Math.max(0, (this.asking ? this.deadlineNanos : this.dueNanos) - nanoTime);
	}

	synchronized void askAnew() {
		this.all.forEach(Asked::forgetTask);
		this.asking = false;
		this.dueNanos = this.clock.nanoTime();
	}

	private void ask(long nanoTime) {
		this.asking = true;
		this.deadlineNanos = nanoTime + EngineSettings.PROVIDER_DEADLINE.toNanos();
		for (Asked asked : this.all) {
			if (asked.busy) {
				asked.giveUp();
			}
			else {
				asked.busy = true;
				this.workers.execute(asked);
			}
		}
	}

	private void giveUp(long nanoTime) {
		endRound(nanoTime);
		this.all.stream().filter((asked) -> asked.busy).forEach(Asked::giveUp);
		if (this.teller != null) {
			this.teller.interrupt();
		}
		this.workers.execute(() -> {
			this.all.forEach(Asked::sayWhetherLate);
			tell();
		});
	}

	private void endRound(long nanoTime) {
		this.asking = false;
		this.dueNanos = nanoTime + EngineSettings.PROVIDER_INTERVAL.toNanos();
	}

	private synchronized void begun(Asked asked) {
		asked.thread = Thread.currentThread();
	}

	/**
	 * Take note that a provider has come back.
	 * @param asked the provider
	 * @return whether there is something to tell
	 */
	private synchronized boolean ended(Asked asked) {
		asked.thread = null;
		asked.busy = false;
		asked.late = false;
		Thread.interrupted();
		boolean last = this.all.stream().noneMatch((other) -> other.busy && !other.late);
		if (last && this.asking) {
			endRound(this.clock.nanoTime());
		}
		return !this.asking;
	}

	/**
	 * Tell what is known. Calls foreign code, which may hang in turn.
	 */
	private void tell() {
		List<Check> checks = mayTell() ? known() : null;
		while (checks != null) {
			try {
				this.whenAsked.accept(checks);
			}
			finally {
				checks = told() ? known() : null;
			}
		}
	}

	private synchronized boolean mayTell() {
		this.moreToTell = this.teller != null;
		if (!this.moreToTell) {
			this.teller = Thread.currentThread();
		}
		return !this.moreToTell;
	}

	private synchronized boolean told() {
		boolean more = this.moreToTell;
		this.moreToTell = false;
		Thread.interrupted();
		if (!more) {
			this.teller = null;
		}
		return more;
	}

	private synchronized List<Check> known() {
		List<Check> checks = new ArrayList<>();
		this.all.forEach((asked) -> checks.addAll(asked.known));
		return checks;
	}

	private synchronized void answered(Asked asked, Collection<? extends Check> checks) {
		asked.known = checks;
	}

	/**
	 * A provider that is asked.
	 */
	private final class Asked implements Runnable {

		private final CheckProvider provider;

		private Collection<? extends Check> known = List.of();

		/** Whether it has a task, which may wait for a thread. */
		private boolean busy;

		/** Whether nobody waits for its answer any longer. */
		private boolean late;

		private @Nullable Thread thread;

		/** Whether the log says that it has no answer, which is not said every minute. */
		private volatile boolean failing;

		private Asked(CheckProvider provider) {
			this.provider = provider;
		}

		@Override
		public void run() {
			begun(this);
			try {
				answered(this, List.copyOf(this.provider.checks()));
				sayThatItAnswers();
			}
			catch (Throwable ex) {
				sayThatItFails(ex);
			}
			finally {
				if (ended(this)) {
					tell();
				}
			}
		}

		/**
		 * Forget a task that was dropped when the threads were stopped.
		 */
		private void forgetTask() {
			this.busy = this.thread != null;
		}

		private void giveUp() {
			this.late = true;
			if (this.thread != null) {
				this.thread.interrupt();
			}
		}

		private void sayThatItAnswers() {
			if (this.failing) {
				this.failing = false;
				logger.info("'{}' says again which checks there are", name());
			}
		}

		private void sayThatItFails(Throwable ex) {
			if (!this.failing) {
				this.failing = true;
				Foreign.log(logger, Level.WARN,
						"'{}' could not say which checks there are; those of its last answer stay", name(), ex);
			}
		}

		private void sayWhetherLate() {
			boolean late;
			synchronized (Providers.this) {
				late = this.late;
			}
			if (late && !this.failing) {
				this.failing = true;
				logger.warn("'{}' did not say within {} which checks there are; those of its last answer stay", name(),
						EngineSettings.PROVIDER_DEADLINE);
			}
		}

		private String name() {
			return this.provider.getClass().getName();
		}

	}

}
