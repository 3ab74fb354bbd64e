package io.github.selftest.sample.database;

import java.io.IOException;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Profile;

/**
 * A real PostgreSQL server on a free port of loopback (or {@code shop.database.port}),
 * started and stopped with the shop. Its data is in a temporary directory and gone
 * afterwards; only a shop that is killed outright leaves both behind. HikariCP and Flyway
 * see an ordinary database.
 */
@Configuration(proxyBeanMethods = false)
@Profile("!postgres")
class EmbeddedDatabaseConfiguration {

	private static final Logger logger = LoggerFactory.getLogger(EmbeddedDatabaseConfiguration.class);

	// the context stops it, after the pool; a hook of its own would come too early
	@Bean(destroyMethod = "close")
	EmbeddedPostgres embeddedPostgres(@Value("${shop.database.port:0}") int port) throws IOException {
		EmbeddedPostgres server = EmbeddedPostgres.builder().setPort(port).setRegisterShutdownHook(false).start();
		logger.info("Look into the database with: psql -h localhost -p {} -U postgres", server.getPort());
		return server;
	}

	@Bean
	JdbcConnectionDetails embeddedDatabase(EmbeddedPostgres server) {
		return new EmbeddedDatabase(server.getPort());
	}

	private record EmbeddedDatabase(int port) implements JdbcConnectionDetails {

		@Override
		public String getJdbcUrl() {
			return "jdbc:postgresql://localhost:" + this.port + "/postgres";
		}

		@Override
		public String getUsername() {
			return "postgres";
		}

		// the server trusts loopback, the driver insists on something
		@Override
		public String getPassword() {
			return "unused";
		}

	}

}
