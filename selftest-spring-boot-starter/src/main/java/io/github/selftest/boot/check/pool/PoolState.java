package io.github.selftest.boot.check.pool;

import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.HikariPoolMXBean;
import com.zaxxer.hikari.pool.HikariPool;

/**
 * What a pool tells of itself without being asked for a connection.
 *
 * @param life whether it is there to serve
 * @param active connections that somebody has
 * @param idle connections that nobody has
 * @param waiting threads that wait for one
 * @param total connections that there are
 * @param most connections that there may be
 */
record PoolState(Life life, int active, int idle, int waiting, int total, int most) {

	/**
	 * Whether a pool is there to serve.
	 */
	enum Life {

		NEVER_STARTED, RUNNING, SUSPENDED, CLOSED

	}

	static PoolState of(HikariDataSource dataSource) {
		int most = dataSource.getMaximumPoolSize();
		HikariPoolMXBean pool = dataSource.getHikariPoolMXBean();
		if (dataSource.isClosed()) {
			return new PoolState(Life.CLOSED, 0, 0, 0, 0, most);
		}
		if (pool == null) {
			return new PoolState(Life.NEVER_STARTED, 0, 0, 0, 0, most);
		}
		return new PoolState(isSuspended(pool) ? Life.SUSPENDED : Life.RUNNING, pool.getActiveConnections(),
				pool.getIdleConnections(), pool.getThreadsAwaitingConnection(), pool.getTotalConnections(), most);
	}

	boolean isSaturated() {
		return this.active >= this.most;
	}

	/**
	 * Return whether a connection may be taken: nobody waits for one, and there is one
	 * more for whoever comes next. A pool of one has no other, and is free when unused.
	 * @return whether it may be taken
	 */
	boolean hasOneToSpare() {
		return this.waiting == 0 && this.active < Math.max(1, this.most - 1);
	}

	double utilisation() {
		return (this.most > 0) ? (double) this.active / this.most : 0;
	}

	String inWords() {
		return "%d of %d in use, %d waiting".formatted(this.active, this.most, this.waiting);
	}

	private static boolean isSuspended(HikariPoolMXBean pool) {
		return pool instanceof HikariPool hikari && hikari.poolState == HikariPool.POOL_SUSPENDED;
	}

}
