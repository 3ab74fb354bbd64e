package io.github.selftest.boot.check.pool;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;

import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.HikariPoolMXBean;

import io.github.selftest.boot.check.pool.ProbeThread.Outcome;

/**
 * Borrows one connection at a time, for as long as it takes to ask a question. Gives up
 * when users come to wait beside it, and before the pool would count a time-out.
 */
final class Borrower {

	private final HikariDataSource dataSource;

	private final ProbeThread thread;

	private final Interview interview;

	private final LongSupplier nanoTime;

	private volatile boolean gaveWay;

	Borrower(String name, HikariDataSource dataSource, LongSupplier nanoTime) {
		this.dataSource = dataSource;
		this.thread = new ProbeThread(name, nanoTime);
		this.interview = new Interview(nanoTime);
		this.nanoTime = nanoTime;
	}

	Outcome<Answer> borrow(HikariPoolMXBean pool, Duration patience) throws InterruptedException {
		AtomicBoolean hasGot = new AtomicBoolean();
		this.gaveWay = false;
		long start = this.nanoTime.getAsLong();
		long acquirePatience = Math.min(patience.toNanos(), this.dataSource.getConnectionTimeout() * 750_000);
		return this.thread.call(() -> ask(hasGot), patience.toNanos(),
				() -> !hasGot.get() && (givesWay(pool) || this.nanoTime.getAsLong() - start >= acquirePatience));
	}

	boolean isBusy() {
		return this.thread.isBusy();
	}

	void stop() {
		this.thread.stop();
	}

	/**
	 * Return whether the last time was given up for users who came to wait beside it.
	 * @return whether it gave way
	 */
	boolean gaveWay() {
		return this.gaveWay;
	}

	private boolean givesWay(HikariPoolMXBean pool) {
		// one of those who wait is this
		this.gaveWay = pool.getThreadsAwaitingConnection() > 1;
		return this.gaveWay;
	}

	private Answer ask(AtomicBoolean hasGot) throws SQLException {
		long start = this.nanoTime.getAsLong();
		Connection connection = this.dataSource.getConnection();
		hasGot.set(true);
		boolean isSound = false;
		try {
			Answer answer = this.interview.ask(connection, this.nanoTime.getAsLong() - start);
			isSound = answer.isValid();
			return answer;
		}
		catch (SQLException ex) {
			isSound = SqlFailure.of(ex) == SqlFailure.NOT_ALLOWED;
			throw ex;
		}
		finally {
			giveBack(connection, isSound);
		}
	}

	// the pool hands out what was used just now without looking; evicting closes it
	private void giveBack(Connection connection, boolean isSound) throws SQLException {
		if (isSound || !isOfPool(connection)) {
			connection.close();
		}
		else {
			this.dataSource.evictConnection(connection);
		}
	}

	// a subclass of the pool may hand out its own, which evicting would leave open
	private static boolean isOfPool(Connection connection) {
		return connection.getClass().getName().startsWith("com.zaxxer.hikari.");
	}

}
