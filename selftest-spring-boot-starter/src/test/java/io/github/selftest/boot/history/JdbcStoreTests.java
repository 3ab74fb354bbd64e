package io.github.selftest.boot.history;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicBoolean;

import javax.sql.DataSource;

import com.zaxxer.hikari.HikariDataSource;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DelegatingDataSource;

import io.github.selftest.boot.TestPostgres;
import io.github.selftest.boot.engine.SelfTestEngine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

@ExtendWith(OutputCaptureExtension.class)
class JdbcStoreTests {

	private static final Instant NOW = Instant.parse("2026-03-01T00:00:00Z");

	private static EmbeddedPostgres database;

	private DataSource dataSource;

	private JdbcTemplate jdbc;

	private final SelfTestEngine first = Engines.started();

	private final SelfTestEngine second = Engines.started();

	@BeforeAll
	static void startDatabase() {
		try {
			database = TestPostgres.start();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	@BeforeEach
	void connect() {
		this.dataSource = database.getPostgresDatabase();
		this.jdbc = new JdbcTemplate(this.dataSource);
	}

	@AfterAll
	static void stopDatabase() throws IOException {
		database.close();
	}

	@AfterEach
	void cleanUp() {
		this.first.stop();
		this.second.stop();
		this.jdbc.execute("DROP TABLE IF EXISTS selftest_history");
	}

	@Test
	void aRestartKeepsTheHistory() throws Exception {
		Engines.run(this.first);
		HistoryKeeper keeper = keeper(this.first, this.dataSource);
		keeper.save();
		Engines.run(this.first);
		keeper.save();
		keeper(this.second, this.dataSource).load();
		assertThat(Engines.runs(this.second)).isEqualTo(2);
		assertThat(rows()).isEqualTo(1);
	}

	@Test
	void aTableThatIsDroppedMeanwhileIsCreatedAgain() throws Exception {
		HistoryStore store = store(this.dataSource, "orders-1", NOW, true);
		store.load();
		this.jdbc.execute("DROP TABLE selftest_history");
		store.save(new byte[] { 7 });
		assertThat(store.load()).containsExactly(7);
	}

	@Test
	void eachInstanceHasARowOfItsOwn() throws Exception {
		Engines.run(this.first);
		keeper(this.first, this.dataSource).save();
		HistoryKeeper other = new HistoryKeeper(this.second, store(this.dataSource, "orders-2", NOW, true),
				Duration.ofMinutes(5));
		other.save();
		assertThat(Engines.runs(this.second)).isZero();
		assertThat(rows()).isEqualTo(2);
	}

	@Test
	void rowsOfInstancesThatAreGoneAreRemovedAfterThirtyDays() throws Exception {
		HistoryStore gone = store(this.dataSource, "gone", NOW.minus(Duration.ofDays(31)), true);
		gone.load();
		gone.save(new byte[1]);
		store(this.dataSource, "young", NOW.minus(Duration.ofDays(29)), true).save(new byte[1]);
		store(this.dataSource, "orders-1", NOW, true).save(new byte[1]);
		assertThat(this.jdbc.queryForList("SELECT instance FROM selftest_history ORDER BY 1", String.class))
			.containsExactly("orders-1", "young");
	}

	@Test
	void aTableThatMayNotBeMadeIsToldOnceAndHarmsNothing(CapturedOutput output) throws Exception {
		this.jdbc.execute("CREATE ROLE weak LOGIN PASSWORD 'weak'");
		try (HikariDataSource weak = pool("weak", 2)) {
			HistoryKeeper keeper = keeper(this.first, weak);
			keeper.save();
			keeper.save();
			Engines.run(this.first);
			assertThat(output).containsOnlyOnce("The history cannot be kept in table 'selftest_history'");
			assertThat(output).contains("permission denied for schema public");
			assertThat(weak.getHikariPoolMXBean().getActiveConnections()).isZero();
			store(this.dataSource, "orders-9", NOW, true).load();
			this.jdbc.execute("GRANT SELECT, INSERT, UPDATE, DELETE ON selftest_history TO weak");
			keeper.save();
			assertThat(output).contains("can be kept in table 'selftest_history' again");
			assertThat(rows()).isEqualTo(1);
		}
		finally {
			this.jdbc.execute("DROP TABLE IF EXISTS selftest_history");
			this.jdbc.execute("DROP ROLE weak");
		}
	}

	@Test
	void noTableIsMadeUnasked() {
		HistoryStore store = store(this.dataSource, "orders-1", NOW, false);
		assertThatExceptionOfType(SQLException.class).isThrownBy(store::load);
		assertThat(this.jdbc.queryForObject("SELECT to_regclass('selftest_history')", Object.class)).isNull();
	}

	@Test
	void aDatabaseThatIsDownAtTheStartCostsNoHistory(CapturedOutput output) throws Exception {
		Engines.run(this.first);
		keeper(this.first, this.dataSource).save();
		AtomicBoolean down = new AtomicBoolean(true);
		HistoryKeeper keeper = keeper(this.second, new DelegatingDataSource(this.dataSource) {

			@Override
			public Connection getConnection() throws SQLException {
				if (down.get()) {
					throw new SQLException("connection refused");
				}
				return super.getConnection();
			}

		});
		keeper.load();
		keeper.save();
		Engines.run(this.second);
		keeper.save();
		assertThat(output).containsOnlyOnce("The history cannot be kept");
		down.set(false);
		keeper.save();
		assertThat(Engines.runs(this.second)).isEqualTo(2);
		SelfTestEngine third = Engines.started();
		keeper(third, this.dataSource).load();
		assertThat(Engines.runs(third)).isEqualTo(2);
		third.stop();
	}

	@Test
	void aDamagedRowIsReplaced(CapturedOutput output) throws Exception {
		HistoryStore store = store(this.dataSource, "orders-1", NOW, true);
		store.load();
		store.save(new byte[] { 1, 2, 3 });
		Engines.run(this.first);
		keeper(this.first, this.dataSource).save();
		assertThat(output).containsOnlyOnce("damaged or of another version");
		keeper(this.second, this.dataSource).load();
		assertThat(Engines.runs(this.second)).isEqualTo(1);
	}

	@Test
	void theLastConnectionOfThePoolIsLeftToUsers(CapturedOutput output) throws Exception {
		try (HikariDataSource pool = pool("postgres", 2)) {
			HistoryKeeper keeper = keeper(this.first, pool);
			try (Connection user = pool.getConnection()) {
				assertThat(user.isValid(1)).isTrue();
				keeper.save();
				assertThat(this.jdbc.queryForObject("SELECT to_regclass('selftest_history')", Object.class)).isNull();
			}
			keeper.save();
			assertThat(rows()).isEqualTo(1);
			assertThat(output).doesNotContain("The history cannot be kept");
		}
	}

	@Test
	void aConnectionIsGivenBackAsItWas() throws Exception {
		try (HikariDataSource pool = pool("postgres", 2)) {
			pool.setAutoCommit(false);
			keeper(this.first, pool).save();
			assertThat(rows()).isEqualTo(1);
			try (Connection connection = pool.getConnection()) {
				assertThat(connection.getAutoCommit()).isFalse();
			}
		}
	}

	@Test
	void aStatementThatHangsIsGivenUp(CapturedOutput output) throws Exception {
		HistoryKeeper keeper = keeper(this.first, this.dataSource);
		keeper.save();
		try (Connection other = this.dataSource.getConnection()) {
			other.setAutoCommit(false);
			other.createStatement().execute("LOCK TABLE selftest_history IN ACCESS EXCLUSIVE MODE");
			keeper.save();
			assertThat(output).contains("The history cannot be kept").contains("canceling statement");
			other.rollback();
		}
		keeper.save();
		assertThat(output).contains("again");
	}

	private int rows() {
		Integer rows = this.jdbc.queryForObject("SELECT count(*) FROM selftest_history", Integer.class);
		return (rows != null) ? rows : 0;
	}

	private static HistoryKeeper keeper(SelfTestEngine engine, DataSource dataSource) {
		return new HistoryKeeper(engine, store(dataSource, "orders-1", NOW, true), Duration.ofMinutes(5));
	}

	private static HistoryStore store(DataSource dataSource, String instance, Instant now, boolean create) {
		HistoryProperties properties = new HistoryProperties(HistoryProperties.Store.JDBC, null, null, null,
				"selftest_history", create, Duration.ofSeconds(1));
		return new JdbcStore(dataSource, new SpareHikariConnections(), properties, "orders", instance,
				Clock.fixed(now, ZoneOffset.UTC));
	}

	private static HikariDataSource pool(String user, int size) {
		HikariDataSource pool = new HikariDataSource();
		pool.setJdbcUrl(database.getJdbcUrl(user, "postgres"));
		pool.setUsername(user);
		pool.setPassword(user);
		pool.setMaximumPoolSize(size);
		return pool;
	}

}
