package io.github.selftest.boot;

import java.io.IOException;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;

/**
 * Starts databases, each at a port that nobody else gets while its files are made.
 */
public final class TestPostgres {

	private TestPostgres() {
	}

	/**
	 * Start a database.
	 * @return the database
	 * @throws IOException if it cannot be started
	 */
	public static EmbeddedPostgres start() throws IOException {
		return start(EmbeddedPostgres.builder());
	}

	/**
	 * Start a database.
	 * @param builder what it is like
	 * @return the database
	 * @throws IOException if it cannot be started
	 */
	public static EmbeddedPostgres start(EmbeddedPostgres.Builder builder) throws IOException {
		try (HeldPort port = HeldPort.any()) {
			return builder.setPort(port.number()).start();
		}
	}

}
