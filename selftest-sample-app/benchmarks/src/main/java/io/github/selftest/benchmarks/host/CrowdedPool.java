package io.github.selftest.benchmarks.host;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Properties;

import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.HikariPoolMXBean;
import io.micrometer.core.instrument.MeterRegistry;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.jdbc.autoconfigure.DataSourceProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Profile;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/**
 * A pool that counts what is not a user's. It is the same in both halves of a pair.
 */
@Configuration(proxyBeanMethods = false)
@Profile("pool")
class CrowdedPool {

	static final String NAME = "crowded";

	@Bean
	static PoolCounts poolCounts(MeterRegistry meters) {
		return new PoolCounts(meters);
	}

	@Bean
	@ConfigurationProperties("spring.datasource.hikari")
	static HikariDataSource dataSource(DataSourceProperties properties, PoolCounts counts) {
		HikariDataSource pool = new CountedPool(counts);
		pool.setDataSource(new CountedConnections(properties, counts));
		pool.setPoolName(NAME);
		return pool;
	}

	private static Connection noteEnd(Connection connection, PoolCounts counts) {
		return (Connection) Proxy.newProxyInstance(CrowdedPool.class.getClassLoader(),
				new Class<?>[] { Connection.class }, (proxy, method, arguments) -> {
					try {
						return call(connection, method, arguments);
					}
					finally {
						if (method.getName().equals("close")) {
							counts.ends();
						}
					}
				});
	}

	private static @Nullable Object call(Connection connection, Method method, Object @Nullable [] arguments)
			throws Throwable {
		try {
			return method.invoke(connection, arguments);
		}
		catch (InvocationTargetException ex) {
			throw ex.getTargetException();
		}
	}

	/**
	 * Counts what is borrowed.
	 */
	private static final class CountedPool extends HikariDataSource {

		private final PoolCounts counts;

		private CountedPool(PoolCounts counts) {
			this.counts = counts;
		}

		@Override
		public Connection getConnection() throws SQLException {
			if (!PoolCounts.isOurs()) {
				return super.getConnection();
			}
			HikariPoolMXBean pool = getHikariPoolMXBean();
			this.counts.borrows((pool != null) ? pool.getThreadsAwaitingConnection() : 0);
			return noteEnd(super.getConnection(), this.counts);
		}

	}

	/**
	 * Counts what is opened by no pool.
	 */
	private static final class CountedConnections extends DriverManagerDataSource {

		private final PoolCounts counts;

		private CountedConnections(DataSourceProperties properties, PoolCounts counts) {
			super(properties.determineUrl());
			this.counts = counts;
		}

		@Override
		protected Connection getConnectionFromDriver(Properties properties) throws SQLException {
			Connection connection = super.getConnectionFromDriver(properties);
			if (!PoolCounts.isOurs()) {
				return connection;
			}
			this.counts.opensBeside();
			return noteEnd(connection, this.counts);
		}

	}

}
