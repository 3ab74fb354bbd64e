package io.github.selftest.boot.history;

import java.sql.SQLException;

import javax.sql.DataSource;

import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.HikariPoolMXBean;

/**
 * Looks into a HikariCP. What is none is let pass.
 */
final class SpareHikariConnections implements SpareConnections {

	@Override
	public void require(DataSource dataSource) throws BusyException, SQLException {
		if (!dataSource.isWrapperFor(HikariDataSource.class)) {
			return;
		}
		HikariDataSource hikari = dataSource.unwrap(HikariDataSource.class);
		HikariPoolMXBean pool = hikari.getHikariPoolMXBean();
		int most = hikari.getMaximumPoolSize();
		if (pool != null && (pool.getThreadsAwaitingConnection() > 0 || pool.getActiveConnections() + 2 > most)) {
			throw new BusyException("pool '%s' has %d of %d connections in use and %d callers waiting".formatted(
					hikari.getPoolName(), pool.getActiveConnections(), most, pool.getThreadsAwaitingConnection()));
		}
	}

}
