package io.github.selftest.boot.check.pool;

import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.pool.HikariPool;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.datasource.AbstractDataSource;

import io.github.selftest.api.CheckResult;
import io.github.selftest.api.Finding;
import io.github.selftest.api.Status;
import io.github.selftest.boot.TestPostgres;
import io.github.selftest.boot.check.MeterReadings;
import io.github.selftest.boot.check.TestCheckContext;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

/**
 * A server with eleven connections for ordinary users and three for administrators, most
 * of which are somebody else's.
 */
class LastConnectionTests {

	private static EmbeddedPostgres database;

	// one that stays, as the server goes on counting for a moment what was closed
	private static Connection watcher;

	/** Between the pool and the server. */
	private static TcpRelay relay;

	private final List<Connection> taken = new ArrayList<>();

	private final AtomicInteger ours = new AtomicInteger();

	private HikariDataSource pool;

	private PoolCheck check;

	@BeforeAll
	static void startDatabase() throws Exception {
		database = TestPostgres.start(EmbeddedPostgres.builder().setServerConfig("max_connections", "14"));
		watcher = connect("postgres");
		try (Statement sql = watcher.createStatement()) {
			sql.execute("CREATE ROLE shop LOGIN; CREATE ROLE small LOGIN CONNECTION LIMIT 4");
			sql.execute("CREATE DATABASE stock CONNECTION LIMIT 6");
		}
		relay = new TcpRelay(database.getPort());
	}

	@AfterAll
	static void stopDatabase() throws IOException, SQLException {
		relay.close();
		watcher.close();
		database.close();
	}

	@BeforeEach
	void startPool() throws IOException, SQLException {
		relay.serve();
		awaitUsed(0);
		HikariConfig config = Pools.config(1, 3);
		config.setJdbcUrl(null);
		config.setMinimumIdle(0);
		config.setDataSource(new Counted());
		this.pool = new HikariDataSource(config);
		this.check = Pools.check(this.pool);
	}

	@AfterEach
	void giveBack() throws IOException, SQLException {
		relay.serve();
		this.pool.close();
		for (Connection connection : this.taken) {
			connection.close();
		}
		this.check.stop();
	}

	@Test
	void opensOneBesideAPoolWhereTheServerHasSomeToSpare() throws Exception {
		assertThat(Pools.run(this.check).status()).isEqualTo(Status.PASS);
		CheckResult result = runWhileAUserWaits();
		assertThat(result.findings()).extracting(Finding::code).contains("pool.saturated", "pool.database-answers");
		assertThat(this.ours).hasValue(1);
	}

	@Test
	void opensNoneBesideAPoolWhereThatMayBeTheLast() throws Exception {
		takeOthers(6);
		assertThat(Pools.run(this.check).status()).isEqualTo(Status.PASS);
		CheckResult result = runWhileAUserWaits();
		assertThat(result.status()).isEqualTo(Status.FAIL);
		assertThat(Pools.worst(result).code()).isEqualTo("pool.saturated");
		assertThat(result.findings()).filteredOn("code", "pool.not-asked")
			.singleElement()
			.satisfies((finding) -> assertThat(finding.observed()).startsWith("1 left, as told"));
		assertThat(this.ours).hasValue(0);
	}

	@Test
	void opensNoneBesideAPoolWhereTheServerHasToldNothing() throws Exception {
		CheckResult result = runWhileAUserWaits();
		assertThat(Pools.worst(result).code()).isEqualTo("pool.saturated");
		assertThat(result.findings()).filteredOn("code", "pool.not-asked")
			.singleElement()
			.satisfies((finding) -> assertThat(finding.remedy()).startsWith("See the server for who has them"));
		assertThat(this.ours).hasValue(0);
	}

	@Test
	@Tag("slow")
	void opensOneWhateverIsKnownWhereTheUserWantsIt() throws Exception {
		this.check = Pools.check(this.pool, Pools.properties(false, true, 0));
		CheckResult result = runWhileAUserWaits();
		assertThat(result.findings()).extracting(Finding::code).contains("pool.database-answers");
	}

	@Test
	void knowsFromThePoolThatSomebodyElseHasAll() throws Exception {
		takeOthers(7);
		Pools.run(this.check);
		this.pool.getHikariPoolMXBean().softEvictConnections();
		takeOthers(3);
		// users make it want to grow
		Thread user = user();
		CheckResult[] last = new CheckResult[1];
		await().untilAsserted(() -> {
			last[0] = Pools.run(this.check);
			assertThat(Pools.worst(last[0]).code()).as(last[0].toString()).isEqualTo("pool.server-connections-taken");
		});
		assertThat(last[0].status()).isEqualTo(Status.FAIL);
		assertThat(this.ours).hasValue(0);
		this.taken.remove(0).close();
		user.join();
		await().untilAsserted(() -> {
			CheckResult again = Pools.run(this.check);
			assertThat(again.findings()).as(again.toString()).extracting(Finding::code).contains("pool.serves");
		});
	}

	@Test
	void letsNoPoolGrowForALookWhereThatMayBeTheLast() throws Exception {
		takeOthers(7);
		Pools.run(this.check);
		try (Connection users = this.pool.getConnection()) {
			Finding busy = Pools.worst(Pools.run(this.check));
			assertThat(busy.code()).as(busy.toString()).isEqualTo("pool.busy");
			assertThat(busy.message()).startsWith("The server of pool 'shop' has no connection to spare");
			assertThat(users.isValid(1)).isTrue();
			assertThat(this.pool.getHikariPoolMXBean().getTotalConnections()).isEqualTo(1);
		}
		this.pool.getHikariPoolMXBean().softEvictConnections();
		await().until(() -> this.pool.getHikariPoolMXBean().getTotalConnections() == 0);
		CheckResult empty = Pools.run(this.check);
		assertThat(empty.status()).isEqualTo(Status.INCONCLUSIVE);
		assertThat(Pools.worst(empty).code()).isEqualTo("pool.not-asked");
		assertThat(this.pool.getHikariPoolMXBean().getTotalConnections()).isZero();
	}

	@Test
	void saysWhoHasTheConnectionsWherePoolsWereNeverUsed() throws Exception {
		takeOthers(7);
		try (HikariDataSource unused = new HikariDataSource()) {
			unused.setDataSource(new Counted());
			this.check = Pools.check(unused);
			Pools.run(this.check);
			Finding finding = Pools.worst(Pools.run(this.check));
			assertThat(finding.status()).isEqualTo(Status.INCONCLUSIVE);
			assertThat(finding.remedy()).startsWith("See pg_stat_activity for who has them");
			assertThat(this.ours).hasValue(1);
		}
	}

	@Test
	void goesOnToSayThatTheServerIsGoneWhichHadFewLeft() throws Exception {
		takeOthers(5);
		awaitServed();
		// as one that listens or holds a lock
		Connection held = this.pool.getConnection();
		awaitServed();
		assertThat(this.pool.getHikariPoolMXBean().getIdleConnections()).isEqualTo(1);
		relay.refuse();
		for (int i = 0; i < 3; i++) {
			await().until(() -> this.pool.getHikariPoolMXBean().getThreadsAwaitingConnection() == 0);
			CheckResult gone = Pools.run(this.check);
			assertThat(gone.status()).as("%d: %s", i, gone).isEqualTo(Status.FAIL);
			assertThat(Pools.worst(gone).code()).isEqualTo("pool.database-refused");
		}
		held.close();
		relay.serve();
		await().untilAsserted(() -> assertThat(Pools.run(this.check).status()).isEqualTo(Status.PASS));
		assertThat(this.ours).hasValue(0);
	}

	@Test
	void knowsFromThePoolThatAServerIsGoneWhichHadFewLeft() throws Exception {
		takeOthers(6);
		awaitServed();
		try (Connection held = this.pool.getConnection()) {
			assertThat(Pools.worst(Pools.run(this.check)).code()).isEqualTo("pool.busy");
			relay.refuse();
			HikariPool users = (HikariPool) this.pool.getHikariPoolMXBean();
			assertThatExceptionOfType(SQLException.class).isThrownBy(() -> users.getConnection(300));
			CheckResult gone = Pools.run(this.check);
			assertThat(gone.status()).as(gone.toString()).isEqualTo(Status.FAIL);
			assertThat(gone.findings()).extracting(Finding::code).containsExactly("pool.database-refused");
			CheckResult again = Pools.run(this.check);
			assertThat(Pools.worst(again).code()).as(again.toString()).isEqualTo("pool.database-refused");
			assertThat(held.isClosed()).isFalse();
		}
		assertThat(this.ours).hasValue(0);
	}

	@Test
	void countsWhatIsLeftOfTheRoleWhereThatIsLess() throws Exception {
		try (Connection connection = connect("small")) {
			assertThat(left(connection)).isEqualTo(3);
		}
		try (Connection connection = connect("shop")) {
			awaitUsed(1);
			assertThat(left(connection)).isEqualTo(9);
		}
	}

	@Test
	void countsAllSessionsOfTheServerForARoleThatMaySeeNoneOfThem() throws Exception {
		this.taken.add(connect("postgres", "stock"));
		this.taken.add(connect("small", "stock"));
		this.taken.add(connect("small", "template1"));
		this.taken.add(connect("postgres", "postgres"));
		try (Connection connection = connect("shop")) {
			awaitUsed(5);
			assertThat(mayMonitor(connection)).isFalse();
			assertThat(left(connection)).isEqualTo(5);
		}
		try (Connection connection = connect("postgres")) {
			awaitUsed(5);
			assertThat(mayMonitor(connection)).isTrue();
			assertThat(left(connection)).isEqualTo(5);
		}
	}

	@Test
	void countsWhatIsLeftOfTheDatabaseWhereThatIsLess() throws Exception {
		this.taken.add(connect("postgres", "stock"));
		this.taken.add(connect("postgres", "postgres"));
		try (Connection connection = connect("shop", "stock")) {
			awaitUsed(3);
			assertThat(left(connection)).isEqualTo(4);
		}
	}

	@Test
	@Tag("slow")
	void addsUpPoolsThatShareAServer() throws Exception {
		SettingsCheck settings = new SettingsCheck(() -> List.of(shared("shop", 6), shared("stock", 5)),
				new SettingRules(Pools.PROPERTIES, false, 17));
		assertThat(settings.run(TestCheckContext.of(settings.definition())).findings()).extracting(Finding::code)
			.doesNotContain("pool.server-limit");
		settings = new SettingsCheck(() -> List.of(shared("shop", 6), shared("stock", 6)),
				new SettingRules(Pools.PROPERTIES, false, 17));
		assertThat(settings.run(TestCheckContext.of(settings.definition())).findings())
			.filteredOn("code", "pool.server-limit")
			.singleElement()
			.satisfies((finding) -> assertThat(finding.message()).contains("pools 'shop', 'stock'"))
			.satisfies((finding) -> assertThat(finding.observed()).isEqualTo("12"));
	}

	private void awaitServed() {
		await().untilAsserted(
				() -> assertThat(Pools.run(this.check).findings()).extracting(Finding::code).contains("pool.serves"));
	}

	private static PoolCheck shared(String name, int most) {
		HikariConfig config = Pools.config(database.getPort(), most);
		config.setJdbcUrl(database.getJdbcUrl("shop", "postgres"));
		try (HikariDataSource pool = new HikariDataSource(config)) {
			PoolTimes times = new PoolTimes(pool, Pools.PROPERTIES, MeterReadings.NONE, System::nanoTime);
			PoolCheck check = new PoolCheck("pool", name, pool, Pools.PROPERTIES, times, System::nanoTime);
			assertThat(Pools.run(check).status()).isEqualTo(Status.PASS);
			return check;
		}
		catch (InterruptedException ex) {
			throw new AssertionError(ex);
		}
	}

	private static int left(Connection connection) throws SQLException {
		Answer.Server server = new Interview(System::nanoTime).ask(connection, 0).server();
		assertThat(server.connections()).isEqualTo(11);
		assertThat(server.connectionsLeft()).isNotNull();
		return server.connectionsLeft();
	}

	private CheckResult runWhileAUserWaits() throws Exception {
		for (int i = 0; i < 3; i++) {
			this.taken.add(this.pool.getConnection());
		}
		Thread user = user();
		await().until(() -> this.pool.getHikariPoolMXBean().getThreadsAwaitingConnection() == 1);
		CheckResult result = Pools.run(this.check);
		this.taken.remove(this.taken.size() - 1).close();
		user.join();
		return result;
	}

	private Thread user() {
		Thread user = new Thread(() -> {
			try (Connection connection = this.pool.getConnection()) {
				connection.isValid(1);
			}
			catch (SQLException ex) {
				// the pool is closed
			}
		}, "user");
		user.start();
		return user;
	}

	private void takeOthers(int count) throws SQLException {
		for (int i = 0; i < count; i++) {
			this.taken.add(connect("postgres"));
		}
	}

	private static void awaitUsed(int count) {
		await().ignoreExceptions().untilAsserted(() -> {
			try (Statement sql = watcher.createStatement()) {
				var row = sql.executeQuery("SELECT sum(numbackends) FROM pg_stat_database");
				row.next();
				assertThat(row.getInt(1) - 1).isEqualTo(count);
			}
		});
	}

	private static boolean mayMonitor(Connection connection) throws SQLException {
		try (Statement sql = connection.createStatement()) {
			var row = sql.executeQuery("SELECT pg_has_role(session_user, 'pg_monitor', 'USAGE')");
			row.next();
			return row.getBoolean(1);
		}
	}

	private static Connection connect(String user) throws SQLException {
		return connect(user, database.getPort());
	}

	private static Connection connect(String user, int port) throws SQLException {
		return connect(user, "postgres", port);
	}

	private static Connection connect(String user, String name) throws SQLException {
		return connect(user, name, database.getPort());
	}

	private static Connection connect(String user, String name, int port) throws SQLException {
		return DriverManager.getConnection("jdbc:postgresql://localhost:%d/%s?user=%s".formatted(port, name, user));
	}

	/**
	 * Counts what is opened beside a pool.
	 */
	private final class Counted extends AbstractDataSource {

		@Override
		public Connection getConnection() throws SQLException {
			if (Thread.currentThread().getName().startsWith("selftest-")) {
				LastConnectionTests.this.ours.incrementAndGet();
			}
			return connect("shop", relay.port());
		}

		@Override
		public Connection getConnection(String username, String password) throws SQLException {
			return getConnection();
		}

	}

}
