package io.github.selftest.boot.check.pool.saturation;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Delayed;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.springframework.scheduling.concurrent.ThreadPoolTaskExecutor;
import org.springframework.scheduling.concurrent.ThreadPoolTaskScheduler;

/**
 * Finds executors and schedulers with a pool of threads. What starts a thread for each
 * task, virtual or not, has none.
 */
final class Executors implements PoolSource {

	private final ExistingBeans beans;

	Executors(ExistingBeans beans) {
		this.beans = beans;
	}

	@Override
	public Stream<WatchedPool> pools() {
		return Stream
			.of(this.beans.of(ThreadPoolTaskExecutor.class)
				.flatMap((executor) -> pool(executor.name(), executor.bean()::getThreadPoolExecutor)),
					this.beans.of(ThreadPoolTaskScheduler.class)
						.flatMap((scheduler) -> pool(scheduler.name(),
								scheduler.bean()::getScheduledThreadPoolExecutor)),
					this.beans.of(ThreadPoolExecutor.class)
						.flatMap((executor) -> pool(executor.name(), executor::bean)))
			.flatMap((pools) -> pools);
	}

	private static Stream<WatchedPool> pool(String name, Supplier<ThreadPoolExecutor> executor) {
		try {
			ThreadPoolExecutor pool = executor.get();
			Sort sort = (room(pool) != null) ? Sort.EXECUTOR : Sort.BACKLOG;
			return Stream.of(new WatchedPool(name, sort, pool, () -> usage(pool)));
		}
		catch (IllegalStateException ex) {
			// not started yet, or never
			return Stream.empty();
		}
	}

	private static @Nullable Usage usage(ThreadPoolExecutor pool) {
		if (pool.isShutdown()) {
			return null;
		}
		Long room = room(pool);
		// with an unbounded queue it never grows beyond its core size
		int max = (room != null) ? pool.getMaximumPoolSize() : Math.max(1, pool.getCorePoolSize());
		return new Usage(pool.getActiveCount(), max, waiting(pool), room);
	}

	private static long waiting(ThreadPoolExecutor pool) {
		if (pool instanceof ScheduledThreadPoolExecutor) {
			// what is not due yet waits for its time and for no thread
			return pool.getQueue().stream().filter(Executors::isDue).count();
		}
		return pool.getQueue().size();
	}

	private static boolean isDue(Runnable task) {
		return !(task instanceof Delayed delayed) || delayed.getDelay(TimeUnit.NANOSECONDS) <= 0;
	}

	private static @Nullable Long room(ThreadPoolExecutor pool) {
		if (pool instanceof ScheduledThreadPoolExecutor) {
			return null;
		}
		BlockingQueue<Runnable> queue = pool.getQueue();
		long room = (long) queue.size() + queue.remainingCapacity();
		return (room < Integer.MAX_VALUE) ? room : null;
	}

}
