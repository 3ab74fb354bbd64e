package io.github.selftest.boot.check.pool;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;

import org.jspecify.annotations.Nullable;

import io.github.selftest.boot.check.StatementListener;

/**
 * Sums up the statements of each data source that is observed.
 */
final class StatementTimes implements StatementListener {

	private static final int MOST_NAMES = 16;

	private static final int MOST_CLASSES = 16;

	private final Map<String, Statements> byDataSource = new ConcurrentHashMap<>();

	private final PoolCheckProperties properties;

	private final LongSupplier nanoTime;

	StatementTimes(PoolCheckProperties properties, LongSupplier nanoTime) {
		this.properties = properties;
		this.nanoTime = nanoTime;
	}

	@Override
	public void executed(String dataSource, long nanos, @Nullable Throwable error) {
		Statements statements = this.byDataSource.get(dataSource);
		if (statements == null) {
			if (this.byDataSource.size() >= MOST_NAMES) {
				return;
			}
			statements = this.byDataSource.computeIfAbsent(dataSource,
					(name) -> new Statements(new RecentTimes(this.properties.window(), this.nanoTime)));
		}
		statements.add(nanos, error);
	}

	Map<String, Statements> byDataSource() {
		return Map.copyOf(this.byDataSource);
	}

	/**
	 * The statements of one data source.
	 */
	static final class Statements {

		private final RecentTimes times;

		private final LongAdder count = new LongAdder();

		private final Map<String, LongAdder> errors = new ConcurrentHashMap<>();

		Statements(RecentTimes times) {
			this.times = times;
		}

		RecentTimes times() {
			return this.times;
		}

		long count() {
			return this.count.sum();
		}

		/**
		 * Return how many statements threw since the start.
		 * @return the numbers by class of SQLSTATE
		 */
		Map<String, Long> errors() {
			Map<String, Long> sums = new ConcurrentHashMap<>();
			this.errors.forEach((sqlClass, sum) -> sums.put(sqlClass, sum.sum()));
			return sums;
		}

		private void add(long nanos, @Nullable Throwable error) {
			this.times.add(nanos / 1000);
			this.count.increment();
			if (error != null) {
				String state = SqlFailure.sqlState(error);
				String sqlClass = (state != null) ? state.substring(0, 2) : "none";
				if (this.errors.containsKey(sqlClass) || this.errors.size() < MOST_CLASSES) {
					this.errors.computeIfAbsent(sqlClass, (key) -> new LongAdder()).increment();
				}
			}
		}

	}

}
