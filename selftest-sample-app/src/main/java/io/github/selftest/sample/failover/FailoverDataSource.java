package io.github.selftest.sample.failover;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.function.LongSupplier;

import javax.sql.DataSource;

import org.springframework.jdbc.datasource.AbstractDataSource;

/**
 * Hands out connections by way of the pooler, or direct ones while it is gone. Who
 * already waits when it goes is served, too.
 */
final class FailoverDataSource extends AbstractDataSource {

	private final DataSource pooled;

	private final DataSource direct;

	private final Failover failover;

	private final LongSupplier nanoTime;

	FailoverDataSource(DataSource pooled, DataSource direct, Failover failover, LongSupplier nanoTime) {
		this.pooled = pooled;
		this.direct = direct;
		this.failover = failover;
		this.nanoTime = nanoTime;
	}

	@Override
	public Connection getConnection() throws SQLException {
		return this.failover.isDirect() ? this.direct.getConnection() : pooledOrDirect();
	}

	@Override
	public Connection getConnection(String username, String password) throws SQLException {
		throw new SQLException("Connections have the user of the pool");
	}

	private Connection pooledOrDirect() throws SQLException {
		long start = this.nanoTime.getAsLong();
		try {
			return this.pooled.getConnection();
		}
		catch (SQLTransientConnectionException ex) {
			if (this.failover.isDirectAfterFailure(start)) {
				return this.direct.getConnection();
			}
			throw ex;
		}
	}

}
