package io.github.selftest.boot.engine;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells the listeners what has happened, one thing after the other, on a thread of the
 * {@link Workers}. A listener that hangs holds that thread and delays the others; beyond
 * a thousand things that nobody takes the oldest are dropped.
 */
final class Notifications {

	private static final int MAX = 1000;

	private static final Logger logger = LoggerFactory.getLogger(Notifications.class);

	private final Workers workers;

	private final List<EngineListener> listeners;

	private final Deque<Consumer<EngineListener>> queue = new ArrayDeque<>();

	private boolean draining;

	Notifications(Workers workers, List<EngineListener> listeners) {
		this.workers = workers;
		this.listeners = List.copyOf(listeners);
	}

	void tell(Consumer<EngineListener> what) {
		if (this.listeners.isEmpty()) {
			return;
		}
		synchronized (this.queue) {
			if (this.queue.size() >= MAX) {
				this.queue.removeFirst();
				logger.warn("A listener of self-test events is too slow: an event was dropped");
			}
			this.queue.addLast(what);
			if (this.draining) {
				return;
			}
			this.draining = true;
		}
		this.workers.execute(this::drain);
	}

	void clear() {
		synchronized (this.queue) {
			this.queue.clear();
			this.draining = false;
		}
	}

	private void drain() {
		Consumer<EngineListener> what = next();
		while (what != null) {
			for (EngineListener listener : this.listeners) {
				tell(listener, what);
			}
			what = next();
		}
	}

	private Consumer<EngineListener> next() {
		synchronized (this.queue) {
			Consumer<EngineListener> next = this.queue.pollFirst();
			this.draining = next != null;
			return next;
		}
	}

	private static void tell(EngineListener listener, Consumer<EngineListener> what) {
		try {
			what.accept(listener);
		}
		catch (Throwable ex) {
			logger.warn("A listener of self-test events failed", ex);
		}
	}

}
