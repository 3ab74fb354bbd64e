package io.github.selftest.boot.check.pool;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.DriverManager;
import java.sql.DriverPropertyInfo;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.logging.Logger;

import org.jspecify.annotations.Nullable;

/**
 * Stands before the driver of PostgreSQL, and knows how many connections were open at
 * once. Takes {@code jdbc:counted:} for {@code jdbc:postgresql:}.
 */
final class CountingDriver implements Driver, AutoCloseable {

	static final String PREFIX = "jdbc:counted:";

	private final Set<Connection> open = ConcurrentHashMap.newKeySet();

	private volatile int most;

	CountingDriver() throws SQLException {
		DriverManager.registerDriver(this);
	}

	int most() {
		return this.most;
	}

	int open() {
		return this.open.size();
	}

	@Override
	public void close() throws SQLException {
		DriverManager.deregisterDriver(this);
	}

	@Override
	public @Nullable Connection connect(String url, Properties properties) throws SQLException {
		if (!acceptsURL(url)) {
			return null;
		}
		Connection connection = DriverManager.getConnection(url.replace(PREFIX, "jdbc:postgresql:"), properties);
		this.open.add(connection);
		this.most = Math.max(this.most, this.open.size());
		return (Connection) Proxy.newProxyInstance(getClass().getClassLoader(), new Class<?>[] { Connection.class },
				(proxy, method, arguments) -> {
					try {
						return method.invoke(connection, arguments);
					}
					catch (InvocationTargetException ex) {
						throw ex.getTargetException();
					}
					finally {
						if (connection.isClosed()) {
							this.open.remove(connection);
						}
					}
				});
	}

	@Override
	public boolean acceptsURL(String url) {
		return url.startsWith(PREFIX);
	}

	@Override
	public DriverPropertyInfo[] getPropertyInfo(String url, Properties properties) {
		return new DriverPropertyInfo[0];
	}

	@Override
	public int getMajorVersion() {
		return 1;
	}

	@Override
	public int getMinorVersion() {
		return 0;
	}

	@Override
	public boolean jdbcCompliant() {
		return false;
	}

	@Override
	public Logger getParentLogger() throws SQLFeatureNotSupportedException {
		throw new SQLFeatureNotSupportedException();
	}

}
