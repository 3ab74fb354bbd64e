package io.github.selftest.boot.check.pool;

import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;

import javax.sql.DataSource;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.metrics.micrometer.MicrometerMetricsTrackerFactory;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.datasource.DelegatingDataSource;

import io.github.selftest.api.CheckResult;
import io.github.selftest.api.Finding;
import io.github.selftest.api.Status;
import io.github.selftest.boot.TestPostgres;
import io.github.selftest.boot.check.TestCheckContext;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * A pool of ten that a hundred users want at once, and one that others listen to.
 */
class CrowdedPoolTests {

	private static EmbeddedPostgres database;

	@BeforeAll
	static void startDatabase() throws IOException {
		database = TestPostgres.start();
	}

	@AfterAll
	static void stopDatabase() throws IOException {
		database.close();
	}

	@Test
	void borrowsNothingWhileAnybodyWaitsAndAddsNoTimeout() throws Exception {
		SimpleMeterRegistry meters = new SimpleMeterRegistry();
		HikariConfig config = Pools.config(database.getPort(), 10);
		config.setMetricsTrackerFactory(new MicrometerMetricsTrackerFactory(meters));
		AtomicInteger ours = new AtomicInteger();
		try (HikariDataSource pool = new HikariDataSource(config) {

			@Override
			public Connection getConnection() throws SQLException {
				if (Thread.currentThread().getName().startsWith("selftest-")) {
					ours.incrementAndGet();
				}
				return super.getConnection();
			}

		}) {
			PoolCheck check = Pools.check(pool);
			List<Thread> users = users(pool, 100);
			await().until(() -> pool.getHikariPoolMXBean().getTotalConnections() == 10
					&& pool.getHikariPoolMXBean().getThreadsAwaitingConnection() > 50);
			for (int i = 0; i < 3; i++) {
				CheckResult result = Pools.run(check);
				assertThat(result.status()).as(result.toString()).isEqualTo(Status.FAIL);
				assertThat(Pools.worst(result).code()).isEqualTo("pool.saturated");
			}
			assertThat(ours).hasValue(0);
			assertThat(meters.get("hikaricp.connections.timeout").counter().count()).isZero();
			users.forEach(Thread::interrupt);
			for (Thread user : users) {
				user.join();
			}
			assertThat(Pools.run(check).status()).isEqualTo(Status.PASS);
			assertThat(ours).hasPositiveValue();
			assertThat(meters.get("hikaricp.connections.timeout").counter().count()).isZero();
		}
	}

	@Test
	void onlyWarnsOfUsersWhoWaitForAPoolThatGrows() throws Exception {
		HikariConfig config = Pools.config(1, 10);
		config.setDataSource(new SlowToOpen(database.getPostgresDatabase()));
		try (HikariDataSource pool = new HikariDataSource(config)) {
			List<Thread> users = users(pool, 30);
			await().pollInterval(Duration.ofMillis(10))
				.until(() -> pool.getHikariPoolMXBean().getThreadsAwaitingConnection() > 10);
			CheckResult result = Pools.run(Pools.check(pool));
			assertThat(Pools.worst(result).code()).as(result.toString()).isEqualTo("pool.not-growing");
			assertThat(result.status()).as(result.toString()).isEqualTo(Status.WARN);
			users.forEach(Thread::interrupt);
			for (Thread user : users) {
				user.join();
			}
		}
	}

	@Test
	void takesNoConnectionThatWasCutForAReasonNotToGrow() throws Exception {
		HikariConfig config = Pools.config(1, 10);
		OpensOne opening = new OpensOne(database.getPostgresDatabase());
		config.setDataSource(opening);
		try (HikariDataSource pool = Pools.pool(config, Duration.ofMillis(-1))) {
			await().until(() -> pool.getHikariPoolMXBean().getIdleConnections() == 1);
			opening.cut();
			Thread user = users(pool, 1).get(0);
			await().until(() -> pool.getHikariPoolMXBean().getThreadsAwaitingConnection() == 1);
			CheckResult result = Pools.run(Pools.check(pool));
			assertThat(result.findings()).as(result.toString())
				.extracting(Finding::code)
				.containsExactly("pool.not-growing", "pool.not-asked");
			user.interrupt();
			user.join();
			opening.next.countDown();
		}
	}

	@Test
	void givesUpBeforeThePoolCountsATimeout() throws Exception {
		SimpleMeterRegistry meters = new SimpleMeterRegistry();
		HikariConfig config = Pools.config(1, 3);
		config.setConnectionTimeout(1200);
		config.setMetricsTrackerFactory(new MicrometerMetricsTrackerFactory(meters));
		try (HikariDataSource pool = new HikariDataSource(config)) {
			CheckResult result = Pools.run(Pools.check(pool, Pools.withBorrowTimeout(Duration.ofSeconds(2))));
			assertThat(Pools.worst(result).code()).as(result.toString()).isEqualTo("pool.database-refused");
			assertThat(meters.get("hikaricp.connections.timeout").counter().count()).isZero();
		}
	}

	@Test
	void recordsTimesAndLeavesTheMetersAsTheyAre() throws Exception {
		SimpleMeterRegistry meters = new SimpleMeterRegistry();
		HikariConfig config = Pools.config(database.getPort(), 4);
		config.setMetricsTrackerFactory(new MicrometerMetricsTrackerFactory(meters));
		try (HikariDataSource pool = new HikariDataSource(config)) {
			use(pool, 10);
			List<String> before = meters.getMetersAsString().lines().map((line) -> line.replaceAll("=.*", "")).toList();
			PoolCheck check = Pools.check(pool, Pools.properties(true, true));
			assertThat(Pools.run(check).status()).isEqualTo(Status.PASS);
			System.gc();
			use(pool, 10);
			CheckResult result = Pools.run(check);
			assertThat(result.measurements()).extracting((measurement) -> measurement.name())
				.contains("acquireP50", "acquireP95", "acquireP99", "usageP99", "timeouts");
			assertThat(meters.get("hikaricp.connections.usage").timer().count()).isEqualTo(22);
			assertThat(meters.get("hikaricp.connections.max").gauge().value()).isEqualTo(4);
			check.stop();
			use(pool, 10);
			assertThat(meters.get("hikaricp.connections.usage").timer().count()).isEqualTo(32);
			assertThat(meters.getMetersAsString().lines().map((line) -> line.replaceAll("=.*", "")).toList())
				.isEqualTo(before);
		}
	}

	@Test
	void standsAsideForTheLastConnection() throws Exception {
		try (HikariDataSource pool = Pools.pool(database.getPort(), 2)) {
			PoolCheck check = Pools.check(pool);
			try (Connection connection = pool.getConnection()) {
				CheckResult result = check.run(TestCheckContext.of(check.definition()));
				assertThat(Pools.worst(result).code()).isEqualTo("pool.busy");
				assertThat(connection.isValid(1)).isTrue();
			}
			assertThat(Pools.worst(Pools.run(check)).code()).isEqualTo("pool.serves");
		}
	}

	private static void use(HikariDataSource pool, int times) throws SQLException {
		for (int i = 0; i < times; i++) {
			try (Connection connection = pool.getConnection()) {
				assertThat(connection.isValid(1)).isTrue();
			}
		}
	}

	private static List<Thread> users(HikariDataSource pool, int count) {
		List<Thread> users = new ArrayList<>();
		for (int i = 0; i < count; i++) {
			Thread user = new Thread(() -> {
				while (!Thread.currentThread().isInterrupted()) {
					try (Connection connection = pool.getConnection(); Statement sql = connection.createStatement()) {
						sql.execute("SELECT pg_sleep(0.02)");
					}
					catch (SQLException ex) {
						return;
					}
				}
			}, "user-" + i);
			users.add(user);
			user.start();
		}
		return users;
	}

	/**
	 * A database far away, whose connections take their time to open.
	 */
	private static final class SlowToOpen extends DelegatingDataSource {

		SlowToOpen(DataSource database) {
			super(database);
		}

		@Override
		public Connection getConnection() throws SQLException {
			LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(150));
			return super.getConnection();
		}

		@Override
		public Connection getConnection(String username, String password) throws SQLException {
			return getConnection();
		}

	}

	/**
	 * Opens one connection, and the others not before it is told to.
	 */
	private static final class OpensOne extends DelegatingDataSource {

		private final AtomicReference<@Nullable Connection> first = new AtomicReference<>();

		private final CountDownLatch next = new CountDownLatch(1);

		OpensOne(DataSource database) {
			super(database);
		}

		void cut() throws SQLException {
			Objects.requireNonNull(this.first.get()).close();
		}

		@Override
		public Connection getConnection() throws SQLException {
			if (this.first.get() != null) {
				awaitNext();
			}
			Connection connection = super.getConnection();
			this.first.compareAndSet(null, connection);
			return connection;
		}

		@Override
		public Connection getConnection(String username, String password) throws SQLException {
			return getConnection();
		}

		private void awaitNext() throws SQLException {
			try {
				assertThat(this.next.await(30, TimeUnit.SECONDS)).isTrue();
			}
			catch (InterruptedException ex) {
				throw new SQLException("closed", ex);
			}
		}

	}

}
