package io.github.selftest.boot.check.pool;

import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.atomic.AtomicLong;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import io.github.selftest.api.CheckResult;
import io.github.selftest.api.Finding;
import io.github.selftest.api.Measurement;
import io.github.selftest.api.Status;
import io.github.selftest.boot.OwnThreads;
import io.github.selftest.boot.TestPostgres;
import io.github.selftest.boot.check.MeterReadings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

class PoolCheckTests {

	private static EmbeddedPostgres database;

	private static TcpRelay relay;

	private final AtomicLong passed = new AtomicLong();

	private HikariDataSource pool;

	private PoolCheck check;

	@BeforeAll
	static void startDatabase() throws IOException {
		database = TestPostgres.start(EmbeddedPostgres.builder().setServerConfig("max_connections", "14"));
		relay = new TcpRelay(database.getPort());
	}

	@AfterAll
	static void stopDatabase() throws IOException {
		relay.close();
		database.close();
	}

	@BeforeEach
	void startPool() throws IOException {
		relay.serve();
		this.pool = Pools.pool(relay.port(), 3);
		this.check = Pools.check(this.pool);
	}

	@AfterEach
	void stopPool() throws IOException {
		relay.serve();
		this.check.stop();
		this.pool.close();
	}

	@Test
	void passesWhenAConnectionIsServed() throws Exception {
		CheckResult result = Pools.run(this.check);
		assertThat(result.status()).as(result.toString()).isEqualTo(Status.PASS);
		assertThat(Pools.worst(result).message()).contains("Pool 'shop' gave a connection", "PostgreSQL 1");
		assertThat(result.measurements()).extracting(Measurement::name)
			.contains("utilisation", "active", "idle", "pending", "total", "acquireTime", "validationTime",
					"queryTime");
	}

	@Test
	void failsWithoutBorrowingWhenThePoolIsClosed() throws Exception {
		this.pool.close();
		assertThat(worst().code()).isEqualTo("pool.closed");
	}

	@Test
	void failsWithoutBorrowingWhenThePoolIsSuspended() throws Exception {
		Pools.run(this.check);
		this.pool.getHikariPoolMXBean().suspendPool();
		assertThat(worst().code()).isEqualTo("pool.suspended");
		this.pool.getHikariPoolMXBean().resumePool();
		assertThat(Pools.run(this.check).status()).isEqualTo(Status.PASS);
	}

	@Test
	void looksBesideAPoolThatWasNeverUsed() throws Exception {
		try (HikariDataSource unused = unused(Pools.config(relay.port(), 3))) {
			Finding finding = Pools.worst(Pools.run(Pools.check(unused)));
			assertThat(finding.code()).isEqualTo("pool.never-started");
			assertThat(finding.status()).isEqualTo(Status.PASS);
			assertThat(unused.getHikariPoolMXBean()).isNull();
			CheckResult without = Pools.run(Pools.check(unused, Pools.properties(false, false)));
			assertThat(without.status()).isEqualTo(Status.INCONCLUSIVE);
		}
	}

	@Test
	void tellsASaturatedPoolFromADatabaseThatIsGone() throws Exception {
		Pools.run(this.check);
		List<Connection> taken = new ArrayList<>();
		for (int i = 0; i < 3; i++) {
			taken.add(this.pool.getConnection());
		}
		CheckResult full = Pools.run(this.check);
		assertThat(full.status()).isEqualTo(Status.WARN);
		assertThat(Pools.worst(full).code()).isEqualTo("pool.saturated");
		Thread user = user();
		CheckResult waiting = Pools.run(this.check);
		assertThat(Pools.worst(waiting).code()).isEqualTo("pool.saturated");
		assertThat(Pools.worst(waiting).observed()).isEqualTo("3 of 3 in use, 1 waiting");
		assertThat(waiting.status()).isEqualTo(Status.FAIL);
		assertThat(waiting.findings()).extracting(Finding::code).contains("pool.database-answers");
		for (Connection connection : taken) {
			connection.close();
		}
		user.join();
		assertThat(Pools.run(this.check).status()).isEqualTo(Status.PASS);
	}

	@Test
	void saysThatTheDatabaseIsGoneAndPassesWhenItIsBack() throws Exception {
		Pools.run(this.check);
		relay.refuse();
		assertThat(worst().code()).isEqualTo("pool.database-refused");
		Thread user = user();
		CheckResult waiting = Pools.run(this.check);
		assertThat(waiting.findings()).as(waiting.toString())
			.extracting(Finding::code)
			.containsExactly("pool.database-refused", "pool.not-growing");
		user.interrupt();
		user.join();
		relay.serve();
		await().untilAsserted(() -> assertThat(Pools.run(this.check).status()).isEqualTo(Status.PASS));
	}

	@Test
	void saysThatTheDatabaseHangsAndPassesWhenItAnswers() throws Exception {
		OwnThreads threads = OwnThreads.fromNow();
		Pools.run(this.check);
		relay.hang();
		CheckResult first = Pools.run(this.check);
		assertThat(first.findings()).as(first.toString())
			.extracting(Finding::code)
			.containsExactly("pool.database-hangs", "pool.borrow-hangs");
		CheckResult second = Pools.run(this.check);
		assertThat(Pools.worst(second).code()).as(second.toString()).isEqualTo("pool.database-hangs");
		assertThat(threads.names()).filteredOn((name) -> name.startsWith("selftest-pool-shop"))
			.hasSizeLessThanOrEqualTo(2);
		relay.serve();
		await().untilAsserted(() -> assertThat(Pools.run(this.check).status()).isEqualTo(Status.PASS));
	}

	@Test
	void goesOnToSayThatTheDatabaseHangsWhenWhatItToldIsOld() throws Exception {
		this.check = check(MeterReadings.NONE);
		Pools.run(this.check);
		relay.hang();
		Pools.run(this.check);
		this.passed.addAndGet(Duration.ofMinutes(6).toNanos());
		CheckResult later = Pools.run(this.check);
		assertThat(later.findings()).as(later.toString())
			.extracting(Finding::code)
			.containsExactly("pool.database-hangs", "pool.borrow-hangs");
	}

	@Test
	void goesOnToSayThatTheDatabaseHangsWhileUsersHoldAllConnections() throws Exception {
		this.check = check(MeterReadings.NONE);
		List<Connection> held = holdAll();
		relay.hang();
		Thread user = user();
		Pools.run(this.check);
		// three of the pool, and the one beside it that hangs
		await().until(() -> relay.connections() == 4);
		this.passed.addAndGet(Duration.ofMinutes(6).toNanos());
		CheckResult later = Pools.run(this.check);
		assertThat(later.findings()).as(later.toString())
			.extracting(Finding::code)
			.containsExactly("pool.database-hangs", "pool.saturated");
		assertThat(later.findings().get(0).observed()).matches("no answer in time, [0-9]{3} s ago");
		assertThat(relay.connections()).isEqualTo(4);
		relay.serve();
		giveBack(held);
		user.join();
		await().untilAsserted(() -> assertThat(Pools.run(this.check).status()).isEqualTo(Status.PASS));
	}

	@Test
	@Tag("slow")
	void saysThatTheDatabaseHangsWhileNobodyWaitsAndNoConnectionComesBack() throws Exception {
		AtomicLong cameBack = new AtomicLong();
		this.check = check(returned(cameBack));
		List<Connection> held = holdAll();
		held.remove(0).close();
		cameBack.incrementAndGet();
		assertThat(Pools.run(this.check).findings()).extracting(Finding::code).containsExactly("pool.busy");
		relay.hang();
		CheckResult hangs = Pools.run(this.check);
		assertThat(hangs.findings()).as(hangs.toString())
			.extracting(Finding::code)
			.containsExactly("pool.database-hangs", "pool.busy");
		relay.serve();
		giveBack(held);
	}

	@Test
	@Tag("slow")
	void goesOnToSayThatTheDatabaseIsGoneUntilSomebodyIsServed() throws Exception {
		AtomicLong cameBack = new AtomicLong();
		this.check = check(returned(cameBack));
		List<Connection> held = holdAll();
		Thread user = user();
		relay.refuse();
		Pools.run(this.check);
		this.passed.addAndGet(Duration.ofMinutes(6).toNanos());
		// each of them broken
		cameBack.addAndGet(3);
		CheckResult later = Pools.run(this.check);
		assertThat(later.findings()).as(later.toString())
			.extracting(Finding::code)
			.containsExactly("pool.database-refused", "pool.saturated");
		cameBack.addAndGet(1);
		CheckResult served = Pools.run(this.check);
		assertThat(served.findings()).as(served.toString())
			.extracting(Finding::code)
			.containsExactly("pool.saturated", "pool.not-asked");
		user.interrupt();
		user.join();
		giveBack(held);
	}

	@Test
	@Tag("slow")
	void doesNotTakeADatabaseThatHangsForALeak() throws Exception {
		this.check = check(returned(new AtomicLong(1)));
		List<Connection> held = holdAll();
		relay.hang();
		for (int i = 0; i < 12; i++) {
			this.passed.addAndGet(Duration.ofMinutes(1).toNanos());
			CheckResult hangs = Pools.run(this.check);
			assertThat(hangs.findings()).as(hangs.toString())
				.extracting(Finding::code)
				.containsExactly("pool.database-hangs", "pool.saturated");
		}
		relay.serve();
		this.passed.addAndGet(Duration.ofMinutes(1).toNanos());
		// what hung is answered at last, though nobody waits for that any more
		await().untilAsserted(() -> {
			CheckResult leaked = Pools.run(this.check);
			assertThat(leaked.findings()).as(leaked.toString())
				.extracting(Finding::code)
				.containsExactly("pool.saturated", "pool.database-answers", "pool.not-returned");
		});
		giveBack(held);
	}

	@Test
	void saysThatSomebodyElseHasAllConnectionsOfTheServer() throws Exception {
		Pools.run(this.check);
		List<Connection> taken = new ArrayList<>();
		relay.refuse();
		try {
			await().untilAsserted(() -> {
				takeAll(taken);
				assertThat(taken).hasSize(14);
			});
			relay.serve();
			assertThat(worst().code()).isEqualTo("pool.server-connections-taken");
		}
		finally {
			for (Connection connection : taken) {
				connection.close();
			}
		}
		await().untilAsserted(() -> assertThat(Pools.run(this.check).status()).isEqualTo(Status.PASS));
	}

	@Test
	void saysThatThePasswordIsWrong() throws Exception {
		HikariConfig config = Pools.config(relay.port(), 3);
		config.setUsername("nobody");
		try (HikariDataSource wrong = new HikariDataSource(config)) {
			CheckResult result = Pools.run(Pools.check(wrong));
			assertThat(Pools.worst(result).code()).as(result.toString()).isEqualTo("pool.wrong-credentials");
			assertThat(result.toString()).doesNotContain("nobody");
		}
	}

	@Test
	void removesConnectionsThatAreDeadAndSaysSo() throws Exception {
		this.pool.close();
		HikariConfig config = Pools.config(relay.port(), 3);
		config.setMinimumIdle(3);
		this.pool = Pools.pool(config, Duration.ofMinutes(1));
		this.check = Pools.check(this.pool);
		await().until(() -> this.pool.getHikariPoolMXBean().getIdleConnections() == 3);
		relay.cut();
		CheckResult dead = Pools.run(this.check);
		assertThat(dead.status()).as(dead.toString()).isEqualTo(Status.INCONCLUSIVE);
		assertThat(Pools.worst(dead).code()).isEqualTo("pool.connection-dead");
		await().untilAsserted(() -> assertThat(Pools.run(this.check).status()).isEqualTo(Status.PASS));
	}

	private PoolCheck check(MeterReadings meters) {
		PoolTimes times = new PoolTimes(this.pool, Pools.PROPERTIES, meters, System::nanoTime);
		return new PoolCheck("poolShop", "shop", this.pool, Pools.PROPERTIES, times,
				() -> System.nanoTime() + this.passed.get());
	}

	private List<Connection> holdAll() throws Exception {
		assertThat(Pools.run(this.check).status()).isEqualTo(Status.PASS);
		List<Connection> held = new ArrayList<>();
		for (int i = 0; i < 3; i++) {
			held.add(this.pool.getConnection());
		}
		return held;
	}

	private static void giveBack(List<Connection> held) throws SQLException {
		for (Connection connection : held) {
			connection.close();
		}
	}

	private static MeterReadings returned(AtomicLong count) {
		return new MeterReadings() {

			@Override
			public Optional<Timer> timer(String name, String tag, String value) {
				return name.endsWith(".usage") ? Optional.of(new Timer(count.get(), count.get(), 1)) : Optional.empty();
			}

			@Override
			public OptionalDouble counter(String name, String tag, String value) {
				return OptionalDouble.empty();
			}

		};
	}

	private Thread user() {
		Thread user = new Thread(() -> {
			try (Connection connection = this.pool.getConnection()) {
				connection.isValid(1);
			}
			catch (SQLException ex) {
				// the pool is closed
			}
		});
		user.start();
		await().until(() -> this.pool.getHikariPoolMXBean().getThreadsAwaitingConnection() == 1);
		return user;
	}

	private Finding worst() throws InterruptedException {
		CheckResult result = Pools.run(this.check);
		assertThat(result.status()).as(result.toString()).isEqualTo(Status.FAIL);
		return Pools.worst(result);
	}

	private static HikariDataSource unused(HikariConfig config) {
		HikariDataSource pool = new HikariDataSource();
		config.copyStateTo(pool);
		return pool;
	}

	private static void takeAll(List<Connection> taken) {
		try {
			while (taken.size() < 20) {
				taken.add(DriverManager.getConnection(database.getJdbcUrl("postgres", "postgres")));
			}
		}
		catch (SQLException ex) {
			// none is left
		}
	}

}
