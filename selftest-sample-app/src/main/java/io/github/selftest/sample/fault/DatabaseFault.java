package io.github.selftest.sample.fault;

import java.io.IOException;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.context.annotation.Profile;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/**
 * The database server is gone: its sockets close once the shop has started. Repaired by a
 * start without this profile, as the data went with the server.
 */
@Component
@Profile("fault-database & !postgres")
@Order(Ordered.LOWEST_PRECEDENCE)
class DatabaseFault implements ApplicationRunner {

	private final EmbeddedPostgres server;

	DatabaseFault(EmbeddedPostgres server) {
		this.server = server;
	}

	@Override
	public void run(ApplicationArguments arguments) throws IOException {
		this.server.close();
	}

}
