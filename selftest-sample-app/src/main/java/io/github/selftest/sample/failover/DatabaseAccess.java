package io.github.selftest.sample.failover;

import com.zaxxer.hikari.HikariDataSource;

/**
 * Where the database is, and who asks it.
 *
 * @param url the database without a pooler
 * @param username who asks
 * @param password the password
 */
record DatabaseAccess(String url, String username, String password) {

	/**
	 * Create a pool that connects when it is asked first.
	 * @param address the database, by way of whatever
	 * @return the pool
	 */
	HikariDataSource pool(String address) {
		HikariDataSource pool = new HikariDataSource();
		pool.setJdbcUrl(address);
		pool.setUsername(this.username);
		pool.setPassword(this.password);
		// the shop starts while the pooler is gone
		pool.setInitializationFailTimeout(-1);
		return pool;
	}

	@Override
	public String toString() {
		return "access to the database";
	}

}
