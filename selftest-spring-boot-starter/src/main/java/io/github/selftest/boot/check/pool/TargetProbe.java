package io.github.selftest.boot.check.pool;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Locale;
import java.util.Objects;
import java.util.Properties;
import java.util.function.LongSupplier;

import io.github.selftest.boot.check.pool.Outside.Seen;
import io.github.selftest.boot.check.pool.PoolCheckProperties.Role;
import io.github.selftest.boot.check.pool.PoolCheckProperties.Target;

/**
 * Opens a connection to one target, asks, and closes it.
 */
final class TargetProbe {

	private final String name;

	private final Target target;

	private final Outside outside;

	private final LongSupplier nanoTime;

	TargetProbe(String name, Target target, LongSupplier nanoTime) {
		this.name = name;
		this.target = target;
		this.outside = new Outside("target-" + name, nanoTime);
		this.nanoTime = nanoTime;
	}

	String name() {
		return this.name;
	}

	Role role() {
		return this.target.role();
	}

	String subject() {
		String role = switch (this.target.role()) {
			case DIRECT -> "Database";
			case POOLER -> "Pooler";
			case STANDBY -> "Standby";
		};
		return role + " '" + this.name + "'";
	}

	Seen look(Duration patience) throws InterruptedException {
		return this.outside.look(() -> open(patience), patience.toNanos());
	}

	Connection open(Duration patience) throws SQLException {
		String url = Objects.requireNonNull(this.target.url());
		// 'DriverManager.getConnection' puts the URL, which may hold a password, into
		// what it
		// throws
		Connection connection = DriverManager.getDriver(url).connect(url, properties(patience));
		if (connection == null) {
			throw new SQLException("No driver for this URL", "08001");
		}
		return connection;
	}

	Interview interview() {
		return new Interview(this.nanoTime);
	}

	void stop() {
		this.outside.stop();
	}

	private Properties properties(Duration patience) {
		Properties properties = new Properties();
		if (this.target.username() != null) {
			properties.setProperty("user", this.target.username());
		}
		if (this.target.password() != null) {
			properties.setProperty("password", this.target.password());
		}
		String url = Objects.requireNonNull(this.target.url());
		Outside.signInWithoutQueries(url, properties);
		if (url.toLowerCase(Locale.ROOT).startsWith("jdbc:postgresql:")) {
			// whole seconds; what hangs is left after the patience anyway
			String seconds = String.valueOf(Math.max(1, patience.toSeconds()));
			properties.setProperty("connectTimeout", seconds);
			properties.setProperty("socketTimeout", seconds);
			properties.setProperty("loginTimeout", seconds);
			properties.setProperty("prepareThreshold", "0");
			properties.setProperty("ApplicationName", "selftest");
		}
		return properties;
	}

}
