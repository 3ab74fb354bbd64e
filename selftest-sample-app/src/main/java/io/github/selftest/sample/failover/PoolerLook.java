package io.github.selftest.sample.failover;

import java.sql.Connection;
import java.sql.Driver;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Properties;
import java.util.function.BooleanSupplier;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks at the pooler with a connection that is thrown away: those of the pool may be all
 * in use, or broken without knowing it.
 */
final class PoolerLook implements BooleanSupplier {

	private static final Logger logger = LoggerFactory.getLogger(PoolerLook.class);

	private final String url;

	private final Properties settings = new Properties();

	private final int seconds;

	PoolerLook(String url, String username, String password, Duration timeout) {
		this.url = url;
		this.seconds = (int) Math.max(1, timeout.toSeconds());
		this.settings.setProperty("user", username);
		this.settings.setProperty("password", password);
		// of the driver of PostgreSQL, in seconds: one that accepts and says nothing is
		// gone, too
		this.settings.setProperty("loginTimeout", Integer.toString(this.seconds));
		this.settings.setProperty("connectTimeout", Integer.toString(this.seconds));
		this.settings.setProperty("socketTimeout", Integer.toString(this.seconds));
		this.settings.setProperty("ApplicationName", "shop-pooler-look");
	}

	@Override
	public boolean getAsBoolean() {
		try (Connection connection = driver().connect(this.url, this.settings);
				Statement statement = connection.createStatement()) {
			statement.setQueryTimeout(this.seconds);
			return statement.execute("select 1");
		}
		catch (SQLException ex) {
			logger.debug("The pooler does not answer", ex);
			return false;
		}
	}

	private Driver driver() throws SQLException {
		return DriverManager.getDriver(this.url);
	}

}
