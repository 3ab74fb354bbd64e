package io.github.selftest.boot.check.pool;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Locale;
import java.util.Properties;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;

import javax.sql.DataSource;

import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.pool.HikariPool;
import com.zaxxer.hikari.util.Credentials;
import com.zaxxer.hikari.util.DriverDataSource;
import org.jspecify.annotations.Nullable;

import io.github.selftest.api.Finding;
import io.github.selftest.boot.check.pool.ProbeThread.End;
import io.github.selftest.boot.check.pool.ProbeThread.Outcome;

/**
 * Opens one connection beside a pool, asks, and closes it. Done only when the pool itself
 * cannot be asked, to tell a pool that is short from a database that is gone.
 */
final class Outside {

	private final ProbeThread thread;

	private final Interview interview;

	private final LongSupplier nanoTime;

	private volatile @Nullable Told told;

	Outside(String name, LongSupplier nanoTime) {
		this.thread = new ProbeThread(name + "-outside", nanoTime);
		this.interview = new Interview(nanoTime);
		this.nanoTime = nanoTime;
	}

	/**
	 * Ask.
	 * @param opening what opens the connection
	 * @param patience how long to wait, in nanoseconds
	 * @return what came of it
	 * @throws InterruptedException if interrupted
	 */
	Seen look(Callable<Connection> opening, long patience) throws InterruptedException {
		AtomicBoolean isOpen = new AtomicBoolean();
		if (!isBusy()) {
			this.told = null;
		}
		Outcome<Answer> outcome = this.thread.call(() -> ask(opening, isOpen), patience, () -> false);
		Answer answer = outcome.value();
		if (answer != null && answer.isValid()) {
			return new Seen(answer, null, null);
		}
		Throwable thrown = outcome.thrown();
		if (thrown instanceof Error error) {
			throw error;
		}
		return new Seen(null, failure(outcome, isOpen.get()), thrown);
	}

	/**
	 * Return whether an earlier look still hangs.
	 * @return whether it does
	 */
	boolean isBusy() {
		return this.thread.isBusy();
	}

	/**
	 * Return what the last look was told, be it after nobody waited for it any more.
	 * @return that, {@code null} if it was told nothing so far
	 */
	@Nullable Told told() {
		return this.told;
	}

	void stop() {
		this.thread.stop();
	}

	private static SqlFailure failure(Outcome<Answer> outcome, boolean isOpen) {
		Throwable thrown = outcome.thrown();
		SqlFailure failure = (thrown != null) ? SqlFailure.of(thrown) : SqlFailure.HANGS;
		boolean hangs = outcome.end() != End.STILL_HANGING && failure == SqlFailure.HANGS;
		return (hangs && isOpen) ? SqlFailure.QUERY_HANGS : failure;
	}

	private Answer ask(Callable<Connection> opening, AtomicBoolean isOpen) throws Exception {
		long start = this.nanoTime.getAsLong();
		try (Connection connection = opening.call()) {
			isOpen.set(true);
			Answer answer = this.interview.ask(connection, this.nanoTime.getAsLong() - start);
			this.told = answer.isValid() ? new Told(answer, this.nanoTime.getAsLong()) : null;
			return answer;
		}
	}

	/**
	 * Find out how a pool opens connections.
	 * @param pool the pool
	 * @return what does the same, {@code null} if only the pool itself can
	 */
	static @Nullable Callable<Connection> of(HikariDataSource pool) {
		if (pool.getDataSource() == null && pool.getJdbcUrl() != null) {
			return () -> open(pool);
		}
		DataSource unpooled = (pool.getHikariPoolMXBean() instanceof HikariPool running)
				? running.getUnwrappedDataSource() : pool.getDataSource();
		return (unpooled != null) ? () -> open(unpooled, pool) : null;
	}

	private static Connection open(HikariDataSource pool) throws SQLException {
		Credentials credentials = credentials(pool);
		return new DriverDataSource(pool.getJdbcUrl(), pool.getDriverClassName(), properties(pool),
				credentials.getUsername(), credentials.getPassword())
			.getConnection();
	}

	private static Properties properties(HikariDataSource pool) {
		Properties properties = new Properties();
		properties.putAll(pool.getDataSourceProperties());
		signInWithoutQueries(pool.getJdbcUrl(), properties);
		return properties;
	}

	/**
	 * Let the driver of PostgreSQL run no queries of its own before it hands out a
	 * connection: behind a pooler that is paused they hang, and signing in does not.
	 * @param url the URL
	 * @param properties what the driver is given
	 */
	static void signInWithoutQueries(String url, Properties properties) {
		if (url.toLowerCase(Locale.ROOT).startsWith("jdbc:postgresql:")) {
			properties.putIfAbsent("assumeMinServerVersion", "9.4");
		}
	}

	private static Connection open(DataSource unpooled, HikariDataSource pool) throws SQLException {
		Credentials credentials = credentials(pool);
		return (credentials.getUsername() != null)
				? unpooled.getConnection(credentials.getUsername(), credentials.getPassword())
				: unpooled.getConnection();
	}

	private static Credentials credentials(HikariDataSource pool) {
		return (pool.getCredentialsProvider() != null) ? pool.getCredentialsProvider().getCredentials()
				: pool.getCredentials();
	}

	/**
	 * What was told.
	 *
	 * @param answer that
	 * @param nanoTime when it was
	 */
	record Told(Answer answer, long nanoTime) {

	}

	/**
	 * What was seen.
	 *
	 * @param answer what the database told, if it did
	 * @param failure why it did not, if it did not
	 * @param thrown what the driver threw, if it did
	 */
	record Seen(@Nullable Answer answer, @Nullable SqlFailure failure, @Nullable Throwable thrown) {

		@Nullable Finding failure(String subject) {
			return (this.failure != null) ? this.failure.finding(subject, this.thrown) : null;
		}

	}

}
