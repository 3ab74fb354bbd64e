package io.github.selftest.boot.check.pool;

import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

import org.jspecify.annotations.Nullable;

/**
 * Does what may hang on a thread of its own, one thing at a time. Whoever asks waits no
 * longer than told; what hangs on is interrupted, and nothing else is begun before it has
 * ended.
 */
final class ProbeThread {

	private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(10);

	private final String name;

	private final LongSupplier nanoTime;

	private volatile @Nullable Thread thread;

	private volatile @Nullable FutureTask<?> task;

	ProbeThread(String name, LongSupplier nanoTime) {
		this.name = "selftest-pool-" + name;
		this.nanoTime = nanoTime;
	}

	/**
	 * Do something.
	 * @param <T> what comes of it
	 * @param task what to do
	 * @param patience how long to wait for it
	 * @param isUnwanted asked about every 10 ms, whether to give it up
	 * @return how it ended
	 * @throws InterruptedException if the caller is interrupted; what was begun is too
	 */
	<T> Outcome<T> call(Callable<T> task, long patience, BooleanSupplier isUnwanted) throws InterruptedException {
		if (isBusy()) {
			return new Outcome<>(End.STILL_HANGING, null, null);
		}
		FutureTask<T> future = new FutureTask<>(task);
		Thread thread = new Thread(future, this.name);
		thread.setDaemon(true);
		this.task = future;
		this.thread = thread;
		thread.start();
		try {
			return await(future, thread, patience, isUnwanted);
		}
		catch (InterruptedException ex) {
			thread.interrupt();
			throw ex;
		}
	}

	boolean isBusy() {
		// not whether the thread lives, which it does for a moment after the last thing
		FutureTask<?> task = this.task;
		return task != null && !task.isDone();
	}

	void stop() {
		Thread thread = this.thread;
		if (thread != null) {
			thread.interrupt();
		}
	}

	private <T> Outcome<T> await(FutureTask<T> future, Thread thread, long patience, BooleanSupplier isUnwanted)
			throws InterruptedException {
		long start = this.nanoTime.getAsLong();
		while (true) {
			long left = patience - (this.nanoTime.getAsLong() - start);
			try {
				T value = future.get(Math.max(1, Math.min(left, LOOK_NANOS)), TimeUnit.NANOSECONDS);
				return new Outcome<>(End.DONE, value, null);
			}
			catch (ExecutionException ex) {
				return new Outcome<>(End.THREW, null, ex.getCause());
			}
			catch (TimeoutException ex) {
				if (left <= LOOK_NANOS || isUnwanted.getAsBoolean()) {
					// not 'cancel', as what was got in the end is closed by the task
					// itself
					thread.interrupt();
					return new Outcome<>((left <= LOOK_NANOS) ? End.HANGS : End.GIVEN_UP, null, null);
				}
			}
		}
	}

	/**
	 * How something ended.
	 */
	enum End {

		DONE, THREW, HANGS, GIVEN_UP, STILL_HANGING

	}

	/**
	 * What came of something.
	 *
	 * @param <T> what was wanted
	 * @param end how it ended
	 * @param value what was wanted, if it is done
	 * @param thrown what was thrown, if it threw
	 */
	record Outcome<T>(End end, @Nullable T value, @Nullable Throwable thrown) {

	}

}
