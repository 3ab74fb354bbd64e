package io.github.selftest.boot.synthetic.jdbc;

import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;

import javax.sql.DataSource;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.jdbc.datasource.LazyConnectionDataSourceProxy;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.util.ClassUtils;

import io.github.selftest.api.synthetic.SyntheticContext;
import io.github.selftest.boot.TestPostgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * What PostgreSQL makes of it.
 */
class ReadOnlyConnectionsTests {

	/** By name, as the driver's annotations are not on the class path of the compiler. */
	private static final Class<?> TYPE_OF_DRIVER = ClassUtils.resolveClassName("org.postgresql.PGConnection", null);

	private static final String INSERT = "insert into product (name) values ('apple')";

	private static final SyntheticContext READING = SyntheticContext.of("ci", "run-1", null, null);

	private static final SyntheticContext SANDBOX = SyntheticContext.of("ci", "run-1", "acme", null);

	private static EmbeddedPostgres database;

	private final List<HikariDataSource> pools = new ArrayList<>();

	@BeforeAll
	static void startDatabase() throws IOException {
		database = TestPostgres.start();
		new JdbcTemplate(database.getPostgresDatabase()).execute("create table product (name text)");
	}

	@AfterAll
	static void stopDatabase() throws IOException {
		database.close();
	}

	@AfterEach
	void closePools() {
		this.pools.forEach(HikariDataSource::close);
	}

	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	void refusesAWrite(boolean autoCommit) {
		DataSource dataSource = guarded(pool(1, autoCommit));
		synthetically(() -> {
			try (Connection connection = dataSource.getConnection();
					Statement statement = connection.createStatement()) {
				assertThat(connection.isReadOnly()).isTrue();
				assertThat(connection.getAutoCommit()).isEqualTo(autoCommit);
				assertThatExceptionOfType(SQLException.class).isThrownBy(() -> statement.execute(INSERT))
					.satisfies((ex) -> assertThat(ex.getSQLState()).isEqualTo("25006"));
			}
			return null;
		});
	}

	@Test
	void readsAndGoesOnReadingAfterAWriteWasRefused() {
		JdbcTemplate jdbc = new JdbcTemplate(guarded(pool(1, true)));
		synthetically(() -> {
			jdbc.execute((Connection connection) -> {
				assertThat(one(connection, "select 1")).isEqualTo("1");
				assertThatExceptionOfType(SQLException.class).isThrownBy(() -> one(connection, "delete from product"));
				assertThatExceptionOfType(SQLException.class)
					.isThrownBy(() -> connection.prepareStatement(INSERT).executeUpdate());
				return one(connection, "select 2");
			});
			return null;
		});
	}

	@Test
	void refusesAWriteInATransaction() {
		HikariDataSource dataSource = (HikariDataSource) guarded(pool(2, true));
		JdbcTemplate jdbc = new JdbcTemplate(dataSource);
		TransactionTemplate transaction = new TransactionTemplate(new JdbcTransactionManager(dataSource));
		TransactionTemplate another = new TransactionTemplate(new JdbcTransactionManager(dataSource));
		another.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
		synthetically(() -> {
			assertRefused(() -> transaction.executeWithoutResult((status) -> jdbc.execute(INSERT)));
			assertRefused(() -> transaction
				.executeWithoutResult((outer) -> another.executeWithoutResult((inner) -> jdbc.execute(INSERT))));
			transaction.setReadOnly(true);
			transaction.setIsolationLevel(TransactionDefinition.ISOLATION_REPEATABLE_READ);
			transaction.executeWithoutResult(
					(status) -> assertThat(jdbc.queryForObject("select 3", Integer.class)).isEqualTo(3));
			return null;
		});
		transaction.setReadOnly(false);
		transaction.executeWithoutResult((status) -> jdbc.execute(INSERT));
	}

	@Test
	void cannotBeLiftedByTheApplication() {
		DataSource dataSource = guarded(pool(1, true));
		synthetically(() -> {
			try (Connection connection = dataSource.getConnection()) {
				connection.setReadOnly(false);
				connection.setAutoCommit(false);
				connection.setAutoCommit(true);
				assertRefusedBy(connection);
				connection.setAutoCommit(false);
				connection.setReadOnly(false);
				assertRefusedBy(connection);
			}
			return null;
		});
	}

	@Test
	void letsUsersAndSandboxTenantsWrite() {
		JdbcTemplate jdbc = new JdbcTemplate(guarded(pool(1, true)));
		jdbc.execute(INSERT);
		SyntheticContext.Scope scope = SANDBOX.open();
		try {
			jdbc.execute(INSERT);
		}
		finally {
			scope.close();
		}
	}

	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	void givesTheConnectionBackAsItWas(boolean autoCommit) throws SQLException {
		HikariDataSource pool = pool(1, autoCommit);
		DataSource dataSource = guarded(pool);
		synthetically(() -> {
			try (Connection connection = dataSource.getConnection()) {
				assertRefusedBy(connection);
			}
			return null;
		});
		try (Connection connection = dataSource.getConnection()) {
			assertIsAUsers(connection, autoCommit);
		}
	}

	@Test
	void restoresTheConnectionOfADataSourceThatRestoresNothing() throws SQLException {
		try (Connection only = database.getPostgresDatabase().getConnection()) {
			DataSource dataSource = guarded(new SingleConnectionDataSource(only, true));
			synthetically(() -> {
				try (Connection connection = dataSource.getConnection()) {
					assertRefusedBy(connection);
				}
				return null;
			});
			assertIsAUsers(dataSource.getConnection(), true);
		}
	}

	@Test
	void leavesNothingBehindInTheSession() throws SQLException {
		DataSource dataSource = guarded(pool(1, true));
		synthetically(() -> {
			try (Connection connection = dataSource.getConnection()) {
				assertThat(one(connection, "show default_transaction_read_only")).isEqualTo("off");
				assertThat(one(connection, "show transaction_read_only")).isEqualTo("on");
			}
			return null;
		});
	}

	@Test
	void guardsALazyConnection() {
		LazyConnectionDataSourceProxy lazy = new LazyConnectionDataSourceProxy(guarded(pool(1, true)));
		JdbcTemplate jdbc = new JdbcTemplate(guarded(lazy));
		TransactionTemplate transaction = new TransactionTemplate(new JdbcTransactionManager(lazy));
		synthetically(() -> {
			assertRefused(() -> jdbc.execute(INSERT));
			assertRefused(() -> transaction.executeWithoutResult((status) -> new JdbcTemplate(lazy).execute(INSERT)));
			return null;
		});
		jdbc.execute(INSERT);
	}

	@Test
	void keepsTheTypesOfConnectionAndStatement() {
		DataSource dataSource = guarded(pool(1, true));
		synthetically(() -> {
			try (Connection connection = dataSource.getConnection();
					Statement statement = connection.createStatement()) {
				assertThat(connection.isWrapperFor(TYPE_OF_DRIVER)).isTrue();
				assertThat(connection.unwrap(TYPE_OF_DRIVER)).isInstanceOf(TYPE_OF_DRIVER);
				assertThat(connection.unwrap(Connection.class)).isSameAs(connection);
				assertThat(statement.getConnection()).isSameAs(connection);
				assertThat(Set.of(connection)).contains(statement.getConnection());
			}
			return null;
		});
		DataSource simple = new DriverManagerDataSource(database.getJdbcUrl("postgres", "postgres"));
		synthetically(() -> {
			try (Connection connection = guarded(simple).getConnection()) {
				assertThat(connection).isInstanceOf(TYPE_OF_DRIVER);
				assertRefusedBy(connection);
			}
			return null;
		});
	}

	@Test
	void neverHandsAUserAReadOnlyConnection() throws Exception {
		int threads = 8;
		int borrowed = 10_000;
		DataSource dataSource = guarded(pool(4, true));
		ExecutorService executor = Executors.newFixedThreadPool(threads);
		try {
			List<Callable<Void>> tasks = Stream.<Callable<Void>>generate(() -> () -> {
				for (int i = 0; i < borrowed / threads; i++) {
					boolean asked = i % 8 == 0;
					if (i % 3 == 0) {
						synthetically(() -> borrow(dataSource, true, asked));
					}
					else {
						borrow(dataSource, false, asked);
					}
				}
				return null;
			}).limit(threads).toList();
			for (Future<Void> future : executor.invokeAll(tasks)) {
				future.get();
			}
		}
		finally {
			executor.shutdownNow();
		}
		assertThat(SyntheticContext.isActive()).isFalse();
	}

	private static Void borrow(DataSource dataSource, boolean readOnly, boolean asked) throws SQLException {
		try (Connection connection = dataSource.getConnection()) {
			assertThat(connection.isReadOnly()).isEqualTo(readOnly);
			if (asked) {
				assertThat(one(connection, "show transaction_read_only")).isEqualTo(readOnly ? "on" : "off");
			}
		}
		return null;
	}

	private HikariDataSource pool(int size, boolean autoCommit) {
		HikariConfig config = new HikariConfig();
		config.setJdbcUrl(database.getJdbcUrl("postgres", "postgres"));
		config.setMaximumPoolSize(size);
		config.setAutoCommit(autoCommit);
		HikariDataSource pool = new HikariDataSource(config);
		this.pools.add(pool);
		return pool;
	}

	private static DataSource guarded(DataSource dataSource) {
		return (DataSource) new ReadOnlyConnectionsPostProcessor().postProcessAfterInitialization(dataSource,
				"dataSource");
	}

	private static void synthetically(Callable<Void> work) {
		SyntheticContext.Scope scope = READING.open();
		try {
			work.call();
		}
		catch (Exception ex) {
			throw new IllegalStateException(ex);
		}
		finally {
			scope.close();
		}
	}

	private static void assertIsAUsers(Connection connection, boolean autoCommit) throws SQLException {
		assertThat(connection.isReadOnly()).isFalse();
		assertThat(connection.getAutoCommit()).isEqualTo(autoCommit);
		assertThat(one(connection, "show transaction_read_only")).isEqualTo("off");
		try (Statement statement = connection.createStatement()) {
			assertThat(statement.executeUpdate(INSERT)).isEqualTo(1);
		}
	}

	private static void assertRefusedBy(Connection connection) {
		assertThatExceptionOfType(SQLException.class).isThrownBy(() -> {
			try (Statement statement = connection.createStatement()) {
				statement.executeUpdate(INSERT);
			}
		}).satisfies((ex) -> assertThat(ex.getSQLState()).isIn("25006", "25P02"));
	}

	private static void assertRefused(Runnable work) {
		assertThatExceptionOfType(DataAccessException.class).isThrownBy(work::run)
			.havingRootCause()
			.isInstanceOfSatisfying(SQLException.class, (ex) -> assertThat(ex.getSQLState()).isEqualTo("25006"));
	}

	private static String one(Connection connection, String sql) throws SQLException {
		try (Statement statement = connection.createStatement(); ResultSet rows = statement.executeQuery(sql)) {
			assertThat(rows.next()).isTrue();
			return Objects.requireNonNull(rows.getString(1));
		}
	}

}
