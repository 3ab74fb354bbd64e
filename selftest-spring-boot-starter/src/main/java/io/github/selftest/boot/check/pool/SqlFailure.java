package io.github.selftest.boot.check.pool;

import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.sql.SQLException;
import java.sql.SQLTimeoutException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

import javax.net.ssl.SSLException;

import org.jspecify.annotations.Nullable;

import io.github.selftest.api.Finding;
import io.github.selftest.api.Status;

/**
 * Why a database, or what is before it, gave no connection or no answer. Known by the
 * type of the cause and by SQLSTATE; texts of drivers are looked into for PgBouncer only,
 * which has one SQLSTATE for all it says, and are never published.
 */
enum SqlFailure {

	REFUSED("database-refused", "refuses connections",
			"Start it, or correct host and port; look whether a firewall is in between"),

	UNKNOWN_HOST("database-unknown-host", "has a host that no name server knows",
			"Correct the host in the URL, or look at DNS"),

	HANGS("database-hangs", "takes a connection and does not answer",
			"Look at its load, at the network, and whether a pooler is paused; set 'socketTimeout' so that users don't hang"),

	QUERY_HANGS("query-hangs", "signs in and answers no query",
			"Look for a paused pooler (SHOW DATABASES in PgBouncer), for locks, and at its load"),

	STARTING("database-restarting", "is starting up or shutting down", "Wait, or look at its log why it restarts"),

	CONNECTIONS_TAKEN("server-connections-taken", "has no connection left for anybody",
			"See on the server who holds them (pg_stat_activity in PostgreSQL); lower 'maximum-pool-size' or raise 'max_connections'"),

	RESOURCES("server-resources", "is out of memory, disk or another resource", "Look at the server's log"),

	CREDENTIALS("wrong-credentials", "rejects user and password", "Correct user and password of the pool"),

	DATABASE_MISSING("database-missing", "has no database of that name", "Correct the database in the URL"),

	TLS("tls-failed", "has no TLS that both agree on", "Look at 'sslmode' and the certificates"),

	POOLER_QUEUE("pooler-queue", "let a query wait too long for a server connection",
			"Look whether the pooler is paused; raise its pool size"),

	POOLER_WITHOUT_SERVER("pooler-without-server", "has no connection to the database behind it",
			"Look at the pooler's log, and at the database behind it"),

	LOST("connection-lost", "lost the connection", "Look for restarts and for what cuts connections in between"),

	QUERY_TIMED_OUT("query-timed-out", "cancelled the query", "Look for locks and load; see 'statement_timeout'"),

	READ_ONLY("read-only", "takes no writes", "Look whether the pool is connected to a standby"),

	NOT_ALLOWED("statement-refused", "refuses a query that only reads",
			"Look at the rights of the user and the dialect of the server"),

	ROLLED_BACK("rolled-back", "rolled the query back", "Look for deadlocks"),

	OTHER("query-failed", "failed", "See the exception in the log");

	private final String rule;

	private final String inWords;

	private final String remedy;

	SqlFailure(String rule, String inWords, String remedy) {
		this.rule = rule;
		this.inWords = inWords;
		this.remedy = remedy;
	}

	String code() {
		return "pool." + this.rule;
	}

	String rule() {
		return this.rule;
	}

	/**
	 * Say that something failed in this way.
	 * @param subject what failed, with its name in quotes
	 * @param ex the exception, {@code null} when there was no answer at all
	 * @return the finding
	 */
	Finding finding(String subject, @Nullable Throwable ex) {
		return Finding.fail(code(), subject + " " + this.inWords)
			.withValues(observed(ex), "a connection that answers")
			.withRemedy(this.remedy);
	}

	/**
	 * Return whether another query may be answered all the same.
	 * @return whether it is, or may be, about the query alone
	 */
	boolean isOfQuery() {
		return this == NOT_ALLOWED || this == OTHER;
	}

	/**
	 * Return whether a finding says that a database failed in one of these ways.
	 * @param finding the finding
	 * @return whether it does
	 */
	static boolean isCause(Finding finding) {
		return finding.status() == Status.FAIL
				&& Arrays.stream(values()).anyMatch((failure) -> failure.code().equals(finding.code()));
	}

	static SqlFailure of(Throwable thrown) {
		List<Throwable> chain = chain(thrown);
		for (Throwable cause : chain) {
			if (cause instanceof ConnectException) {
				return REFUSED;
			}
			if (cause instanceof UnknownHostException) {
				return UNKNOWN_HOST;
			}
			if (cause instanceof SocketTimeoutException) {
				return HANGS;
			}
			if (cause instanceof SSLException) {
				return TLS;
			}
		}
		for (Throwable cause : chain) {
			if (cause instanceof SQLException ex && ex.getSQLState() != null) {
				return of(ex.getSQLState(), text(ex));
			}
		}
		return chain.stream().anyMatch(SQLTimeoutException.class::isInstance) ? HANGS : OTHER;
	}

	/**
	 * Return the SQLSTATE of the first exception of a chain that has one.
	 * @param thrown the exception
	 * @return the five characters, {@code null} if there are none
	 */
	static @Nullable String sqlState(@Nullable Throwable thrown) {
		for (Throwable cause : chain(thrown)) {
			if (cause instanceof SQLException ex && ex.getSQLState() != null
					&& ex.getSQLState().matches("[0-9A-Z]{5}")) {
				return ex.getSQLState();
			}
		}
		return null;
	}

	private static SqlFailure of(String state, String text) {
		switch (state) {
			case "57P01", "57P02", "57P03" -> {
				return STARTING;
			}
			case "57014" -> {
				return QUERY_TIMED_OUT;
			}
			case "53300", "08004" -> {
				return CONNECTIONS_TAKEN;
			}
			case "3D000" -> {
				return DATABASE_MISSING;
			}
			case "25006" -> {
				return READ_ONLY;
			}
			case "08P01" -> {
				return ofPooler(text);
			}
			case "08001" -> {
				return REFUSED;
			}
			default -> {
				return ofClass(state.substring(0, Math.min(2, state.length())));
			}
		}
	}

	private static SqlFailure ofClass(String sqlClass) {
		return switch (sqlClass) {
			case "08" -> LOST;
			case "28" -> CREDENTIALS;
			case "53" -> RESOURCES;
			case "57" -> STARTING;
			case "40" -> ROLLED_BACK;
			case "42", "0A" -> NOT_ALLOWED;
			default -> OTHER;
		};
	}

	private static SqlFailure ofPooler(String text) {
		if (text.contains("max_client_conn") || text.contains("no more connections")) {
			return CONNECTIONS_TAKEN;
		}
		if (text.contains("query_wait_timeout")) {
			return POOLER_QUEUE;
		}
		if (text.contains("no such database")) {
			return DATABASE_MISSING;
		}
		return (text.contains("pgbouncer") || text.contains("server login") || text.contains("server conn"))
				? POOLER_WITHOUT_SERVER : LOST;
	}

	private static String text(SQLException ex) {
		String message = ex.getMessage();
		return (message != null) ? message.toLowerCase(Locale.ROOT) : "";
	}

	private static String observed(@Nullable Throwable ex) {
		if (ex == null) {
			return "no answer in time";
		}
		String state = sqlState(ex);
		return (state != null) ? "SQLSTATE " + state : ex.getClass().getSimpleName();
	}

	private static List<Throwable> chain(@Nullable Throwable thrown) {
		List<Throwable> chain = new ArrayList<>();
		for (Throwable next = thrown; next != null && chain.size() < 16 && !chain.contains(next);) {
			chain.add(next);
			next = (next.getCause() == null && next instanceof SQLException ex) ? ex.getNextException()
					: next.getCause();
		}
		return chain;
	}

}
