package io.github.selftest.boot.history;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.context.SmartLifecycle;

import io.github.selftest.boot.engine.SelfTestEngine;

/**
 * Reads the history once and saves it now and then and at the stop, on a daemon thread.
 * Nothing is saved before the old history was read, so that a database that is away at
 * the start costs none of it. A store that fails is told of once, and once when it works
 * again.
 */
final class HistoryKeeper implements Runnable, SmartLifecycle, DisposableBean {

	private static final Logger logger = LoggerFactory.getLogger("selftest.history");

	private static final Duration LAST_SAVE = Duration.ofSeconds(3);

	private final SelfTestEngine engine;

	private final HistoryStore store;

	private final Duration interval;

	private final ReentrantLock lock = new ReentrantLock();

	private final Condition stop = this.lock.newCondition();

	private volatile boolean running;

	private volatile @Nullable Thread thread;

	/** Written by the thread alone. */
	private volatile boolean loaded;

	private volatile boolean failing;

	HistoryKeeper(SelfTestEngine engine, HistoryStore store, Duration interval) {
		this.engine = engine;
		this.store = store;
		this.interval = interval;
	}

	@Override
	public void run() {
		try {
			load();
			while (await()) {
				save();
			}
			save();
		}
		catch (InterruptedException ex) {
			logger.debug("The history is no longer saved");
		}
	}

	/**
	 * Read the history if it was not read yet.
	 */
	void load() {
		if (this.loaded) {
			return;
		}
		attempt(() -> {
			byte[] history = this.store.load();
			if (history != null) {
				take(history);
			}
			this.loaded = true;
		});
	}

	private void take(byte[] history) throws Exception {
		try {
			this.engine.importHistory(history);
		}
		catch (IOException ex) {
			String aside = this.store.putAside();
			logger.warn("The history in {} is damaged or of another version ({}); the service starts without it. "
					+ "It is kept {}", this.store, ex.getMessage(), aside);
		}
	}

	/**
	 * Save the history, unless that of before is still to be read.
	 */
	void save() {
		load();
		if (this.loaded) {
			attempt(() -> this.store.save(this.engine.exportHistory()));
		}
	}

	private void attempt(Attempt attempt) {
		try {
			attempt.make();
			if (this.failing) {
				this.failing = false;
				logger.info("The history can be kept in {} again", this.store);
			}
		}
		catch (BusyException ex) {
			logger.debug("The history is not kept this time: {}", ex.getMessage());
		}
		catch (Exception | LinkageError | StackOverflowError | OutOfMemoryError ex) {
			if (!this.failing) {
				this.failing = true;
				logger.warn("The history cannot be kept in {}; it is tried every {}, and told when it works again",
						this.store, this.interval, ex);
			}
			else {
				logger.debug("The history can still not be kept in {}", this.store, ex);
			}
		}
	}

	/**
	 * Wait until it is time to save.
	 * @return whether the application goes on
	 */
	private boolean await() throws InterruptedException {
		this.lock.lockInterruptibly();
		try {
			long left = this.interval.toNanos();
			while (goesOn() && left > 0) {
				left = this.stop.awaitNanos(left);
			}
			return goesOn();
		}
		finally {
			this.lock.unlock();
		}
	}

	/**
	 * Not if it hung at the stop, and another thread has been started since.
	 */
	@SuppressWarnings("ReferenceEquality")
	private boolean goesOn() {
		return this.running && this.thread == Thread.currentThread();
	}

	@Override
	public void start() {
		if (!this.running) {
			this.running = true;
			Thread thread = new Thread(this, "selftest-history");
			thread.setDaemon(true);
			thread.setContextClassLoader(HistoryKeeper.class.getClassLoader());
			this.thread = thread;
			thread.start();
		}
	}

	/**
	 * Save for the last time. The engine was stopped before, and the database is stopped
	 * after.
	 */
	@Override
	public void stop() {
		Thread thread = this.thread;
		if (thread == null) {
			return;
		}
		this.thread = null;
		signal();
		try {
			TimeUnit.NANOSECONDS.timedJoin(thread, LAST_SAVE.toNanos());
			thread.interrupt();
		}
		catch (InterruptedException ex) {
			thread.interrupt();
			Thread.currentThread().interrupt();
		}
	}

	private void signal() {
		this.lock.lock();
		try {
			this.running = false;
			this.stop.signalAll();
		}
		finally {
			this.lock.unlock();
		}
	}

	@Override
	public boolean isRunning() {
		return this.running;
	}

	@Override
	public int getPhase() {
		return Integer.MAX_VALUE - 1;
	}

	@Override
	public void destroy() {
		stop();
	}

	/**
	 * Something that may fail.
	 */
	private interface Attempt {

		void make() throws Exception;

	}

}
