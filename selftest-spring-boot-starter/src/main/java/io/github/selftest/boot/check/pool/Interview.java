package io.github.selftest.boot.check.pool;

import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.function.LongSupplier;

/**
 * Asks a database, over a connection that somebody else opened and closes, whether it
 * answers and what it is.
 */
final class Interview {

	private static final int VALIDATION_SECONDS = 1;

	private static final int ANSWER_MILLIS = 1500;

	// no table of an application is read, so any role may ask. A standby that has
	// replayed all it received is not behind, unless it receives no more. One that
	// lives on an archive can't tell a quiet primary from a lost one. The last column is
	// how many connections this user could open yet: of the server, of the database and
	// of the role, what is least. Sessions are walked through once, and not for each
	// database, as the functions that count those of one do. Whose they are and where,
	// any role may ask; of what kind they are, only some, but those of the server itself
	// are nobody's
	private static final String POSTGRESQL = """
			SELECT current_database(), pg_is_in_recovery(), current_setting('transaction_read_only'),
			CASE WHEN NOT pg_is_in_recovery() THEN 0
			WHEN pg_last_wal_receive_lsn() IS NULL THEN NULL
			WHEN pg_last_wal_receive_lsn() = pg_last_wal_replay_lsn()
			AND EXISTS (SELECT FROM pg_stat_wal_receiver) THEN 0
			ELSE EXTRACT(EPOCH FROM clock_timestamp()
			- COALESCE(pg_last_xact_replay_timestamp(), pg_postmaster_start_time())) END,
			server.most,
			COALESCE((SELECT setting FROM pg_settings WHERE name = 'idle_session_timeout'), '0')::bigint,
			(SELECT LEAST(server.most - count(*),
			CASE WHEN d.datconnlimit >= 0 THEN d.datconnlimit - count(*) FILTER (WHERE datid = d.oid) END,
			CASE WHEN r.rolconnlimit >= 0 THEN r.rolconnlimit - count(*) FILTER (WHERE usesysid = r.oid) END)
			FROM (SELECT pg_stat_get_backend_dbid(id) AS datid, pg_stat_get_backend_userid(id) AS usesysid
			FROM pg_stat_get_backend_idset() AS id OFFSET 0) AS session WHERE datid <> 0 AND usesysid <> 0)::int
			FROM (SELECT current_setting('max_connections')::int
			- current_setting('superuser_reserved_connections')::int
			- COALESCE(current_setting('reserved_connections', true), '0')::int AS most) server
			LEFT JOIN pg_database d ON d.datname = current_database()
			LEFT JOIN pg_roles r ON r.rolname = session_user""";

	private final LongSupplier nanoTime;

	// each refusal is an error in the log of the server
	private volatile boolean wasRefused;

	Interview(LongSupplier nanoTime) {
		this.nanoTime = nanoTime;
	}

	Answer ask(Connection connection, long connectNanos) throws SQLException {
		// the pool sets it back
		limitAnswerTime(connection);
		long start = this.nanoTime.getAsLong();
		boolean isValid = connection.isValid(VALIDATION_SECONDS);
		long validated = this.nanoTime.getAsLong();
		if (!isValid) {
			return new Answer(connectNanos, false, validated - start, 0, false,
					new Answer.Server("unknown", null, false, false, 0.0, null, null, null, "unknown"));
		}
		boolean isReadOnly = connection.isReadOnly();
		DatabaseMetaData data = connection.getMetaData();
		String product = data.getDatabaseProductName();
		String server = product + " " + data.getDatabaseProductVersion();
		String driver = data.getDriverName() + " " + data.getDriverVersion();
		long asked = this.nanoTime.getAsLong();
		Answer.Server answer = server(connection, product, server, driver);
		return new Answer(connectNanos, true, validated - start, this.nanoTime.getAsLong() - asked, isReadOnly, answer);
	}

	private Answer.Server server(Connection connection, String product, String server, String driver)
			throws SQLException {
		if (product.equals("PostgreSQL") && !this.wasRefused) {
			try {
				return postgresql(connection, server, driver);
			}
			catch (SQLException ex) {
				SqlFailure failure = SqlFailure.of(ex);
				if (!failure.isOfQuery()) {
					throw ex;
				}
				this.wasRefused = failure == SqlFailure.NOT_ALLOWED;
				// an old one, or another that speaks its protocol; a plain query tells
				// whether it is more than that
				if (!connection.getAutoCommit()) {
					connection.rollback();
				}
			}
		}
		one(connection, product.startsWith("Oracle") ? "SELECT 1 FROM DUAL" : "SELECT 1");
		return new Answer.Server(server, connection.getCatalog(), false, false, 0.0, null, null, null, driver);
	}

	private static Answer.Server postgresql(Connection connection, String server, String driver) throws SQLException {
		try (Statement statement = connection.createStatement(); ResultSet row = statement.executeQuery(POSTGRESQL)) {
			row.next();
			double lag = row.getDouble(4);
			Double known = row.wasNull() ? null : lag;
			return new Answer.Server(server, row.getString(1), row.getBoolean(2), "on".equals(row.getString(3)), known,
					row.getInt(5), row.getInt(7), row.getLong(6), driver);
		}
	}

	private static void one(Connection connection, String query) throws SQLException {
		try (Statement statement = connection.createStatement(); ResultSet row = statement.executeQuery(query)) {
			row.next();
		}
	}

	private static void limitAnswerTime(Connection connection) {
		try {
			connection.setNetworkTimeout(Runnable::run, ANSWER_MILLIS);
		}
		catch (SQLException ex) {
			// drivers say in several ways that they can't, and whether the connection is
			// sound is asked next; it is waited for no longer than the patience of the
			// asker anyway
		}
	}

}
