package io.github.selftest.boot.check.pool;

import org.jspecify.annotations.Nullable;

/**
 * What a database told over a connection.
 *
 * @param connectNanos how long it took to get the connection
 * @param isValid whether the driver took it for valid
 * @param validationNanos how long that took to find out
 * @param queryNanos how long a query took that reads nothing
 * @param isReadOnly whether the connection is set to read only
 * @param server what the server says of itself
 */
record Answer(long connectNanos, boolean isValid, long validationNanos, long queryNanos, boolean isReadOnly,
		Server server) {

	/**
	 * What a server says of itself; most of it only PostgreSQL.
	 *
	 * @param product its name and version
	 * @param database the name of the database
	 * @param isStandby whether it replays what another one writes
	 * @param takesNoWrites whether transactions are read only for the user or the server
	 * @param lagSeconds how far a standby is behind, {@code null} where it can't know
	 * @param connections how many connections it has for ordinary users
	 * @param connectionsLeft how many connections more its user could open just then
	 * @param idleSessionMillis time after which it ends sessions that do nothing, 0 when
	 * never
	 * @param driver name and version of the driver
	 */
	record Server(String product, @Nullable String database, boolean isStandby, boolean takesNoWrites,
			@Nullable Double lagSeconds, @Nullable Integer connections, @Nullable Integer connectionsLeft,
			@Nullable Long idleSessionMillis, String driver) {

	}

}
