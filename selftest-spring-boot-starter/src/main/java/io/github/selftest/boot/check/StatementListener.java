package io.github.selftest.boot.check;

import org.jspecify.annotations.Nullable;

/**
 * Hears of each statement that the host runs, where JDBC is observed. Called on the
 * threads of the host.
 *
 * @since 0.1.0
 */
@FunctionalInterface
public interface StatementListener {

	/**
	 * Called after a statement.
	 * @param dataSource the name of the data source as it is observed
	 * @param nanos how long the statement took
	 * @param error what it threw, {@code null} if it worked
	 */
	void executed(String dataSource, long nanos, @Nullable Throwable error);

}
