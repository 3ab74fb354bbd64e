package io.github.selftest.boot.engine;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/**
 * Three daemon threads, beside the one of the {@link Heartbeat}. A task that has held its
 * thread for a quarter of a second steps aside: it goes on, and another thread takes its
 * place, for up to eight such tasks. So a few slow or hung checks delay nobody, and the
 * number of threads stays bounded. Idle threads end.
 */
final class PooledWorkers implements Workers {

	static final int THREADS = 3;

	static final int ASIDE = 8;

	static final Duration PATIENCE = Duration.ofMillis(250);

	private static final Duration KEEP_ALIVE = Duration.ofSeconds(15);

	private static final Duration FAREWELL = Duration.ofSeconds(1);

	private static final Logger logger = LoggerFactory.getLogger(PooledWorkers.class);

	private final EngineClock clock;

	private final AtomicInteger threads = new AtomicInteger();

	private volatile ThreadPoolExecutor executor;

	private final Set<Task> active = ConcurrentHashMap.newKeySet();

	private int aside;

	PooledWorkers(EngineClock clock) {
		this.clock = clock;
		this.executor = newExecutor();
	}

	private ThreadPoolExecutor newExecutor() {
		ThreadPoolExecutor executor = new ThreadPoolExecutor(THREADS, THREADS, KEEP_ALIVE.toSeconds(), TimeUnit.SECONDS,
				new LinkedBlockingQueue<>(), this::newThread, new ThreadPoolExecutor.DiscardPolicy());
		executor.allowCoreThreadTimeOut(true);
		return executor;
	}

	private Thread newThread(Runnable task) {
		// it inherits nothing of the caller that has started a run, such as its user
		Thread thread = new Thread(null, task, "selftest-" + this.threads.incrementAndGet(), 0, false);
		thread.setDaemon(true);
		restore(thread, thread.getName());
		return thread;
	}

	/**
	 * Undo what a check may have changed of its thread, as another one will run there.
	 * What it leaves in thread locals of its own stays.
	 */
	@SuppressWarnings("ThreadPriorityCheck")
	private static void restore(Thread thread, String name) {
		if (!name.equals(thread.getName())) {
			thread.setName(name);
		}
		if (thread.getPriority() != Thread.NORM_PRIORITY) {
			thread.setPriority(Thread.NORM_PRIORITY);
		}
		thread.setContextClassLoader(PooledWorkers.class.getClassLoader());
	}

	@Override
	public synchronized void start() {
		if (this.executor.isShutdown()) {
			this.executor = newExecutor();
			resize();
		}
	}

	@Override
	public void execute(Runnable task) {
		this.executor.execute(new Task(task));
	}

	@Override
	public synchronized long rebalance(long nanoTime) {
		long wait = Long.MAX_VALUE;
		for (Task task : this.active) {
			long patience = task.startedNanos + PATIENCE.toNanos() - nanoTime;
			if (!task.aside && patience > 0) {
				wait = Math.min(wait, patience);
			}
			else if (!task.aside && this.aside < ASIDE) {
				task.aside = true;
				this.aside++;
				resize();
			}
		}
		return wait;
	}

	@Override
	public boolean isExhausted() {
		return this.active.size() >= THREADS + ASIDE;
	}

	@Override
	public void stop() {
		this.executor.shutdown();
		this.executor.getQueue().clear();
		if (isOnThreadOfOurs()) {
			// it would wait for itself
			return;
		}
		try {
			if (!hasEndedWithin(EngineSettings.GRACE)) {
				this.executor.shutdownNow();
				if (!hasEndedWithin(FAREWELL)) {
					logger.warn("{} checks ignore their interrupt and go on after the stop of the engine",
							this.active.size());
				}
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	private boolean hasEndedWithin(Duration time) throws InterruptedException {
		return this.executor.awaitTermination(time.toMillis(), TimeUnit.MILLISECONDS);
	}

	private boolean isOnThreadOfOurs() {
		Thread thread = Thread.currentThread();
		return this.active.stream().anyMatch((task) -> thread.equals(task.thread));
	}

	private synchronized void ended(Task task) {
		this.active.remove(task);
		if (task.aside) {
			this.aside--;
			resize();
		}
	}

	private void resize() {
		int size = THREADS + this.aside;
		if (size > this.executor.getMaximumPoolSize()) {
			this.executor.setMaximumPoolSize(size);
			this.executor.setCorePoolSize(size);
		}
		else {
			this.executor.setCorePoolSize(size);
			this.executor.setMaximumPoolSize(size);
		}
	}

	private final class Task implements Runnable {

		private final Runnable action;

		private volatile long startedNanos;

		private volatile @Nullable Thread thread;

		private boolean aside;

		private Task(Runnable action) {
			this.action = action;
		}

		@Override
		public void run() {
			Thread thread = Thread.currentThread();
			String name = thread.getName();
			this.thread = thread;
			this.startedNanos = PooledWorkers.this.clock.nanoTime();
			PooledWorkers.this.active.add(this);
			try {
				this.action.run();
			}
			catch (Throwable ex) {
				logger.error("A task of the self-test engine failed", ex);
			}
			finally {
				ended(this);
				restore(thread, name);
				MDC.clear();
			}
		}

	}

}
