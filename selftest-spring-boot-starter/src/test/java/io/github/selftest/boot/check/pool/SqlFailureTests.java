package io.github.selftest.boot.check.pool;

import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.sql.SQLException;
import java.sql.SQLTimeoutException;
import java.sql.SQLTransientConnectionException;

import javax.net.ssl.SSLException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.github.selftest.api.Finding;
import io.github.selftest.api.Status;

import static org.assertj.core.api.Assertions.assertThat;

class SqlFailureTests {

	@ParameterizedTest
	@CsvSource({ "57P03, STARTING", "57P01, STARTING", "53300, CONNECTIONS_TAKEN", "08004, CONNECTIONS_TAKEN",
			"53100, RESOURCES", "28P01, CREDENTIALS", "28000, CREDENTIALS", "3D000, DATABASE_MISSING", "08006, LOST",
			"08001, REFUSED", "57014, QUERY_TIMED_OUT", "25006, READ_ONLY", "42501, NOT_ALLOWED", "42883, NOT_ALLOWED",
			"40P01, ROLLED_BACK", "XX000, OTHER", "08P01, LOST", "1, OTHER" })
	void knowsTheClassesOfSqlState(String state, SqlFailure failure) {
		assertThat(SqlFailure.of(new SQLException("s3cret", state))).isEqualTo(failure);
	}

	@ParameterizedTest
	@CsvSource({ "FATAL: query_wait_timeout, POOLER_QUEUE",
			"FATAL: no more connections allowed (max_client_conn), CONNECTIONS_TAKEN",
			"FATAL: pgbouncer cannot connect to server, POOLER_WITHOUT_SERVER",
			"FATAL: server login has been failing, POOLER_WITHOUT_SERVER",
			"FATAL: no such database: shop, DATABASE_MISSING" })
	void knowsWhatPgBouncerSaysWithOneSqlState(String message, SqlFailure failure) {
		assertThat(SqlFailure.of(new SQLException(message, "08P01"))).isEqualTo(failure);
	}

	@Test
	void looksAtTheCauseFirst() {
		assertThat(SqlFailure.of(new SQLException("", "08001", new ConnectException()))).isEqualTo(SqlFailure.REFUSED);
		assertThat(SqlFailure.of(new SQLException("", "08001", new SocketTimeoutException())))
			.isEqualTo(SqlFailure.HANGS);
		assertThat(SqlFailure.of(new SQLException("", "08001", new UnknownHostException("s3cret"))))
			.isEqualTo(SqlFailure.UNKNOWN_HOST);
		assertThat(SqlFailure.of(new SQLException("", "08006", new SSLException("")))).isEqualTo(SqlFailure.TLS);
		assertThat(SqlFailure.of(new SQLTimeoutException(""))).isEqualTo(SqlFailure.HANGS);
		SQLException pool = new SQLTransientConnectionException("pool - not available", new SQLException("", "28P01"));
		assertThat(SqlFailure.of(pool)).isEqualTo(SqlFailure.CREDENTIALS);
	}

	@Test
	void hasCodesThatStayAndRemedies() {
		assertThat(SqlFailure.values()).extracting(SqlFailure::code)
			.containsExactly("pool.database-refused", "pool.database-unknown-host", "pool.database-hangs",
					"pool.query-hangs", "pool.database-restarting", "pool.server-connections-taken",
					"pool.server-resources", "pool.wrong-credentials", "pool.database-missing", "pool.tls-failed",
					"pool.pooler-queue", "pool.pooler-without-server", "pool.connection-lost", "pool.query-timed-out",
					"pool.read-only", "pool.statement-refused", "pool.rolled-back", "pool.query-failed");
		assertThat(SqlFailure.values()).allSatisfy((failure) -> {
			Finding finding = failure.finding("Database 'x'", null);
			assertThat(finding.status()).isEqualTo(Status.FAIL);
			assertThat(finding.message()).startsWith("Database 'x' ");
			assertThat(finding.observed()).isEqualTo("no answer in time");
			assertThat(finding.expected()).isEqualTo("a connection that answers");
			assertThat(finding.remedy()).isNotBlank();
			assertThat(SqlFailure.isCause(finding)).isTrue();
		});
		assertThat(SqlFailure.isCause(Finding.warn("pool.read-only", "A warning"))).isFalse();
		assertThat(SqlFailure.isCause(Finding.fail("pool.saturated", "A state"))).isFalse();
	}

	@Test
	void publishesNoTextOfADriver() {
		SQLException ex = new SQLException("password s3cret of jdbc:x", "28P01");
		assertThat(SqlFailure.of(ex).finding("Database 'x'", ex).toString()).doesNotContain("s3cret");
		assertThat(SqlFailure.of(ex).finding("Database 'x'", ex).observed()).isEqualTo("SQLSTATE 28P01");
		assertThat(SqlFailure.sqlState(new SQLException("", "<b>00"))).isNull();
	}

	@Test
	void endsInACycleOfCauses() {
		SQLException one = new SQLException("");
		one.setNextException(new SQLException("", "53300"));
		assertThat(SqlFailure.of(one)).isEqualTo(SqlFailure.CONNECTIONS_TAKEN);
		RuntimeException a = new RuntimeException();
		a.initCause(new RuntimeException(a));
		assertThat(SqlFailure.of(a)).isEqualTo(SqlFailure.OTHER);
	}

}
