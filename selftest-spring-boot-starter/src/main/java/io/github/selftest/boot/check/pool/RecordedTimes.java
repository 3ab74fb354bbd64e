package io.github.selftest.boot.check.pool;

import java.lang.reflect.Field;
import java.time.Duration;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;

import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.metrics.IMetricsTracker;
import com.zaxxer.hikari.pool.HikariPool;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Listens to what a pool tells its metrics tracker, of which it has one. The tracker that
 * is there goes on hearing all of it: a second one made by the same factory would find
 * the meters taken, and its gauges would lose the pool when the first one is collected.
 */
final class RecordedTimes {

	private static final Logger logger = LoggerFactory.getLogger(RecordedTimes.class);

	private final RecentTimes acquire;

	private final RecentTimes usage;

	private final RecentTimes creation;

	private final LongAdder uses = new LongAdder();

	private final LongAdder usedMillis = new LongAdder();

	private final LongAdder timeouts = new LongAdder();

	private volatile @Nullable HikariPool pool;

	private @Nullable IMetricsTracker before;

	private boolean isImpossible;

	RecordedTimes(Duration window, LongSupplier nanoTime) {
		this.acquire = new RecentTimes(window, nanoTime);
		this.usage = new RecentTimes(window, nanoTime);
		this.creation = new RecentTimes(window, nanoTime);
	}

	/**
	 * Listen to a pool that runs. Does so once.
	 * @param dataSource the pool
	 */
	synchronized void listenTo(HikariDataSource dataSource) {
		if (this.isImpossible || !(dataSource.getHikariPoolMXBean() instanceof HikariPool running)) {
			return;
		}
		try {
			IMetricsTracker present = tracker(running);
			if (present instanceof Listener) {
				return;
			}
			running.setMetricsTrackerFactory((name, stats) -> new Listener(present));
			this.pool = running;
			this.before = present;
		}
		catch (ReflectiveOperationException | RuntimeException ex) {
			this.isImpossible = true;
			logger.warn("The times of pool '{}' can't be recorded with this version of HikariCP",
					dataSource.getPoolName(), ex);
		}
	}

	/**
	 * Leave the pool as it was.
	 */
	synchronized void leave() {
		HikariPool pool = this.pool;
		IMetricsTracker tracker = this.before;
		if (pool != null) {
			pool.setMetricsTrackerFactory((tracker != null) ? (name, stats) -> tracker : null);
		}
		this.pool = null;
	}

	boolean isListening() {
		return this.pool != null;
	}

	RecentTimes acquire() {
		return this.acquire;
	}

	RecentTimes usageTimes() {
		return this.usage;
	}

	RecentTimes creation() {
		return this.creation;
	}

	long timeouts() {
		return this.timeouts.sum();
	}

	Usage usage() {
		return new Usage(this.uses.sum(), this.usedMillis.sum());
	}

	private static @Nullable IMetricsTracker tracker(HikariPool pool) throws ReflectiveOperationException {
		Field holder = pool.getClass().getSuperclass().getDeclaredField("metricsTracker");
		holder.setAccessible(true);
		Object delegate = holder.get(pool);
		if (delegate == null || delegate.getClass().getSimpleName().startsWith("Nop")) {
			return null;
		}
		Field tracker = delegate.getClass().getDeclaredField("tracker");
		tracker.setAccessible(true);
		return (IMetricsTracker) tracker.get(delegate);
	}

	/**
	 * Writes down what it hears, and passes it on.
	 */
	private final class Listener implements IMetricsTracker {

		private final IMetricsTracker next;

		Listener(@Nullable IMetricsTracker next) {
			this.next = (next != null) ? next : new IMetricsTracker() {
			};
		}

		@Override
		public void recordConnectionCreatedMillis(long millis) {
			RecordedTimes.this.creation.add(millis * 1000);
			this.next.recordConnectionCreatedMillis(millis);
		}

		@Override
		public void recordConnectionAcquiredNanos(long nanos) {
			RecordedTimes.this.acquire.add(nanos / 1000);
			this.next.recordConnectionAcquiredNanos(nanos);
		}

		@Override
		public void recordConnectionUsageMillis(long millis) {
			RecordedTimes.this.usage.add(millis * 1000);
			RecordedTimes.this.uses.increment();
			RecordedTimes.this.usedMillis.add(millis);
			this.next.recordConnectionUsageMillis(millis);
		}

		@Override
		public void recordConnectionTimeout() {
			RecordedTimes.this.timeouts.increment();
			this.next.recordConnectionTimeout();
		}

		@Override
		public void close() {
			this.next.close();
		}

	}

}
