package io.github.selftest.boot.history;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;

import javax.sql.DataSource;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A row of a table of the host's database, by application and instance. Takes one
 * connection for a moment, and only one that nobody else needs.
 */
final class JdbcStore implements HistoryStore {

	private static final Logger logger = LoggerFactory.getLogger("selftest.history");

	private static final Duration ROW_LIFE = Duration.ofDays(30);

	private static final Duration CLEAN_UP = Duration.ofDays(1);

	private final DataSource dataSource;

	private final SpareConnections spare;

	private final String table;

	private final boolean create;

	private final int timeoutSeconds;

	private final String application;

	private final String instance;

	private final Clock clock;

	private @Nullable Instant cleanedUp;

	/**
	 * Create a store.
	 * @param dataSource where connections come from
	 * @param spare whether one may be taken
	 * @param properties the table and the time that a statement may take
	 * @param application the name of the application
	 * @param instance the name of the instance
	 * @param clock the time of day
	 */
	JdbcStore(DataSource dataSource, SpareConnections spare, HistoryProperties properties, String application,
			String instance, Clock clock) {
		this.dataSource = dataSource;
		this.spare = spare;
		this.table = properties.table();
		this.create = properties.initializeSchema();
		this.timeoutSeconds = (int) Math.min(3600, Math.max(1, properties.queryTimeout().toSeconds()));
		this.application = cut(application);
		this.instance = cut(instance);
		this.clock = clock;
	}

	@Override
	public byte @Nullable [] load() throws Exception {
		return inTransaction((connection) -> {
			try {
				return select(connection);
			}
			catch (SQLException ex) {
				connection.rollback();
				if (!this.create) {
					throw ex;
				}
				return create(connection, ex);
			}
		});
	}

	private byte @Nullable [] create(Connection connection, SQLException missing) throws SQLException {
		try (Statement statement = connection.createStatement()) {
			statement.setQueryTimeout(this.timeoutSeconds);
			statement.execute("CREATE TABLE %s (application VARCHAR(255) NOT NULL, instance VARCHAR(255) NOT NULL, "
				.formatted(this.table)
					+ "saved_at NUMERIC(19) NOT NULL, history %s NOT NULL, PRIMARY KEY (application, instance))"
						.formatted(binaryType(connection)));
			logger.info("The table '{}' for the history of the self-test was created", this.table);
			return null;
		}
		catch (SQLException ex) {
			missing.addSuppressed(ex);
			throw missing;
		}
	}

	private static String binaryType(Connection connection) throws SQLException {
		String product = connection.getMetaData().getDatabaseProductName().toLowerCase(Locale.ROOT);
		if (product.contains("postgresql") || product.contains("cockroach")) {
			return "BYTEA";
		}
		if (product.contains("mysql") || product.contains("mariadb")) {
			return "LONGBLOB";
		}
		return product.contains("microsoft") ? "VARBINARY(MAX)" : "BLOB";
	}

	private byte @Nullable [] select(Connection connection) throws SQLException {
		try (PreparedStatement select = prepare(connection,
				"SELECT history FROM %s WHERE application = ? AND instance = ?")) {
			select.setString(1, this.application);
			select.setString(2, this.instance);
			try (ResultSet row = select.executeQuery()) {
				return row.next() ? row.getBytes(1) : null;
			}
		}
	}

	/**
	 * Nothing is put aside: an unreadable row is overwritten with the next saving, as two
	 * versions of a service that take turns would else fill the table.
	 */
	@Override
	public String putAside() {
		return "until the next saving";
	}

	@Override
	public void save(byte[] history) throws Exception {
		Instant now = this.clock.instant();
		boolean cleanUp = this.cleanedUp == null || this.cleanedUp.plus(CLEAN_UP).isBefore(now);
		inTransaction((connection) -> {
			if (updateOrCreate(connection, history, now) == 0) {
				insert(connection, history, now);
			}
			if (cleanUp) {
				deleteBefore(connection, now.minus(ROW_LIFE));
			}
			return null;
		});
		this.cleanedUp = cleanUp ? now : this.cleanedUp;
	}

	/**
	 * Update the row. Somebody may have dropped the table while the service runs, such as
	 * by restoring a backup.
	 */
	private int updateOrCreate(Connection connection, byte[] history, Instant now) throws SQLException {
		try {
			return update(connection, history, now);
		}
		catch (SQLException ex) {
			connection.rollback();
			if (!this.create) {
				throw ex;
			}
			create(connection, ex);
			return 0;
		}
	}

	private int update(Connection connection, byte[] history, Instant now) throws SQLException {
		try (PreparedStatement update = prepare(connection,
				"UPDATE %s SET saved_at = ?, history = ? WHERE application = ? AND instance = ?")) {
			update.setLong(1, now.toEpochMilli());
			update.setBytes(2, history);
			update.setString(3, this.application);
			update.setString(4, this.instance);
			return update.executeUpdate();
		}
	}

	private void insert(Connection connection, byte[] history, Instant now) throws SQLException {
		try (PreparedStatement insert = prepare(connection,
				"INSERT INTO %s (application, instance, saved_at, history) VALUES (?, ?, ?, ?)")) {
			insert.setString(1, this.application);
			insert.setString(2, this.instance);
			insert.setLong(3, now.toEpochMilli());
			insert.setBytes(4, history);
			insert.executeUpdate();
		}
	}

	private void deleteBefore(Connection connection, Instant time) throws SQLException {
		try (PreparedStatement delete = prepare(connection, "DELETE FROM %s WHERE application = ? AND saved_at < ?")) {
			delete.setString(1, this.application);
			delete.setLong(2, time.toEpochMilli());
			delete.executeUpdate();
		}
	}

	private PreparedStatement prepare(Connection connection, String sql) throws SQLException {
		PreparedStatement statement = connection.prepareStatement(sql.formatted(this.table));
		statement.setQueryTimeout(this.timeoutSeconds);
		return statement;
	}

	private byte @Nullable [] inTransaction(Work work) throws SQLException, BusyException {
		this.spare.require(this.dataSource);
		try (Connection connection = this.dataSource.getConnection()) {
			boolean autoCommit = connection.getAutoCommit();
			connection.setAutoCommit(false);
			try {
				byte[] result = work.on(connection);
				connection.commit();
				return result;
			}
			catch (SQLException | RuntimeException ex) {
				connection.rollback();
				throw ex;
			}
			finally {
				connection.setAutoCommit(autoCommit);
			}
		}
	}

	private static String cut(String name) {
		return (name.length() > 255) ? name.substring(0, 255) : name;
	}

	@Override
	public String toString() {
		return "table '" + this.table + "'";
	}

	/**
	 * What is done with a connection.
	 */
	private interface Work {

		byte @Nullable [] on(Connection connection) throws SQLException;

	}

}
