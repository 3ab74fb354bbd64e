package io.github.selftest.boot.history;

import java.sql.SQLException;

import javax.sql.DataSource;

/**
 * Knows whether a connection may be taken from a pool without keeping it from somebody.
 */
interface SpareConnections {

	/**
	 * Find out whether a connection may be taken.
	 * @param dataSource the pool
	 * @throws BusyException when there may be none for others then
	 * @throws SQLException when it cannot be told
	 */
	void require(DataSource dataSource) throws BusyException, SQLException;

}
