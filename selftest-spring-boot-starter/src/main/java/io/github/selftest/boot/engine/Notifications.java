package io.github.selftest.boot.engine;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells the listeners what has happened, on a thread of the {@link Workers}. Each gets
 * one thing after the other, in the order in which they happened; one that hangs holds
 * its thread and delays no other. What nobody waits for is told once a second, and beyond
 * a thousand things that a listener doesn't take the oldest are dropped.
 */
final class Notifications {

	static final int MAX = 1000;

	private static final int MANY = 100;

	private static final long SECOND = Duration.ofSeconds(1).toNanos();

	private static final Logger logger = LoggerFactory.getLogger(Notifications.class);

	private final Workers workers;

	private final Runnable wake;

	private final List<Mailbox> mailboxes;

	private final AtomicBoolean delivering = new AtomicBoolean();

	private volatile boolean urgent;

	private volatile long deliveredNanos;

	/**
	 * Create the notifications.
	 * @param workers where the listeners are called
	 * @param wake has {@link #deliver(long)} called soon
	 * @param listeners the listeners
	 */
	Notifications(Workers workers, Runnable wake, List<EngineListener> listeners) {
		this.workers = workers;
		this.wake = wake;
		this.mailboxes = listeners.stream().map(Mailbox::new).toList();
	}

	/**
	 * Take something that the listeners are to be told at once.
	 * @param what calls a listener
	 */
	void tell(Consumer<EngineListener> what) {
		this.mailboxes.forEach((mailbox) -> mailbox.add(what));
		this.urgent = true;
		this.wake.run();
	}

	/**
	 * Take something that the listeners may be told a second later.
	 * @param what calls a listener
	 */
	void tellSometime(Consumer<EngineListener> what) {
		this.mailboxes.forEach((mailbox) -> mailbox.add(what));
		if (waiting() >= MANY) {
			this.wake.run();
		}
	}

	/**
	 * Tell the listeners what they were not told yet, if it is time. To be called without
	 * the lock of the engine.
	 * @param nanoTime the monotonic time now
	 */
	void deliver(long nanoTime) {
		this.mailboxes.forEach(Mailbox::sayWhatIsLost);
		int waiting = waiting();
		boolean due = this.urgent || waiting >= MANY || nanoTime - this.deliveredNanos >= SECOND;
		if (due && waiting > 0 && this.delivering.compareAndSet(false, true)) {
			this.deliveredNanos = nanoTime;
			this.workers.execute(this::deliverAll);
		}
	}

	/**
	 * Tell the listeners what they were not told yet, on the calling thread.
	 */
	void deliverHere() {
		this.urgent = false;
		this.mailboxes.forEach(Mailbox::empty);
	}

	private int waiting() {
		int most = 0;
		for (Mailbox mailbox : this.mailboxes) {
			most = Math.max(most, mailbox.waiting());
		}
		return most;
	}

	private void deliverAll() {
		this.delivering.set(false);
		deliverHere();
	}

	/**
	 * Forget what was not told yet.
	 */
	void clear() {
		this.mailboxes.forEach(Mailbox::clear);
		this.delivering.set(false);
	}

	/**
	 * What a listener was not told yet.
	 */
	private static final class Mailbox {

		private final EngineListener listener;

		private final Deque<Consumer<EngineListener>> queue = new ArrayDeque<>();

		/** Whether a thread is emptying it, or hangs in the listener. */
		private boolean busy;

		private long lost;

		private boolean losing;

		private Mailbox(EngineListener listener) {
			this.listener = listener;
		}

		synchronized void add(Consumer<EngineListener> what) {
			if (this.queue.size() >= MAX) {
				this.queue.removeFirst();
				this.lost++;
			}
			this.queue.addLast(what);
		}

		/**
		 * Write one line when losing begins, and one with the number when it has ended.
		 */
		synchronized void sayWhatIsLost() {
			if (this.lost > 0 && !this.losing) {
				this.losing = true;
				logger.warn("Listener '{}' of self-test events is too slow: it has left {} waiting, "
						+ "and the oldest are dropped", name(), MAX);
			}
			else if (this.losing && this.queue.size() < MAX / 2) {
				logger.warn("Listener '{}' of self-test events takes them again; {} were dropped", name(), this.lost);
				this.losing = false;
				this.lost = 0;
			}
		}

		synchronized int waiting() {
			return this.busy ? 0 : this.queue.size();
		}

		synchronized void clear() {
			this.queue.clear();
		}

		void empty() {
			for (Consumer<EngineListener> what = first(); what != null; what = next()) {
				tell(what);
			}
		}

		private synchronized @Nullable Consumer<EngineListener> first() {
			return this.busy ? null : next();
		}

		private synchronized @Nullable Consumer<EngineListener> next() {
			Consumer<EngineListener> next = this.queue.pollFirst();
			this.busy = next != null;
			return next;
		}

		private void tell(Consumer<EngineListener> what) {
			try {
				what.accept(this.listener);
			}
			catch (Throwable ex) {
				logger.warn("Listener '{}' of self-test events failed", name(), ex);
			}
		}

		private String name() {
			return this.listener.getClass().getName();
		}

	}

}
