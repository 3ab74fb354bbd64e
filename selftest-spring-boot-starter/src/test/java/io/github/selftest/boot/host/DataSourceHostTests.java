package io.github.selftest.boot.host;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;

import javax.sql.DataSource;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import net.ttddyy.observation.boot.autoconfigure.DataSourceObservationAutoConfiguration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Primary;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.LazyConnectionDataSourceProxy;
import org.springframework.jdbc.datasource.lookup.AbstractRoutingDataSource;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

import io.github.selftest.boot.TestPostgres;
import io.github.selftest.boot.engine.CheckReport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Services with more than one database, or with one that is not what it seems.
 */
class DataSourceHostTests {

	private static final String[] PROPERTIES = { "management.endpoints.web.exposure.include=health,selftest",
			"management.endpoint.health.show-details=always" };

	private static EmbeddedPostgres database;

	@BeforeAll
	static void startDatabase() {
		try {
			database = TestPostgres.start();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	@AfterAll
	static void stopDatabase() throws IOException {
		database.close();
	}

	@Test
	void staysTheSameWithTwoDataSources() throws Exception {
		try (Pair pair = Pair.of(TwoDataSources.class, PROPERTIES)) {
			pair.hasTheSameBeans().answersTheSame("/users", "/actuator/health", "/actuator/health/db").countsTheSame();
			await().until(() -> pair.with.get("/actuator/selftest/smoke").statusCode() == 200);
			assertThat(pair.with.engine().checks()).extracting(CheckReport::id)
				.contains("healthDbMain", "healthDbReports");
		}
	}

	@Test
	void staysTheSameWithARoutingProxyAsThePrimaryOne() throws Exception {
		try (Pair pair = Pair.of(Routed.class, PROPERTIES)) {
			pair.hasTheSameBeans().answersTheSame("/users", "/actuator/health", "/actuator/health/db").countsTheSame();
			assertThat(pair.with.context().getBean(DataSource.class)).isInstanceOf(LazyConnectionDataSourceProxy.class);
			await().until(() -> pair.with.get("/actuator/selftest/smoke").statusCode() == 200);
		}
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class TwoDataSources {

		@Bean
		@Primary
		DataSource main() {
			return database.getPostgresDatabase();
		}

		@Bean
		DataSource reports() {
			return database.getTemplateDatabase();
		}

		@Bean
		Users users(JdbcTemplate jdbc) {
			return new Users(jdbc);
		}

	}

	@Configuration(proxyBeanMethods = false)
	// which puts a proxy of its own before each data source
	@EnableAutoConfiguration(exclude = DataSourceObservationAutoConfiguration.class)
	static class Routed {

		@Bean
		@Primary
		DataSource routing(DataSource reader, DataSource writer) {
			AbstractRoutingDataSource routing = new AbstractRoutingDataSource() {

				@Override
				protected Object determineCurrentLookupKey() {
					return "writer";
				}

			};
			routing.setTargetDataSources(Map.of("reader", reader, "writer", writer));
			routing.afterPropertiesSet();
			return new LazyConnectionDataSourceProxy(routing);
		}

		@Bean
		DataSource reader() {
			return database.getPostgresDatabase();
		}

		@Bean
		DataSource writer() {
			return database.getPostgresDatabase();
		}

		@Bean
		Users users(JdbcTemplate jdbc) {
			return new Users(jdbc);
		}

	}

	@RestController
	static final class Users {

		private final JdbcTemplate jdbc;

		private Users(JdbcTemplate jdbc) {
			this.jdbc = jdbc;
		}

		@GetMapping("/users")
		String users() {
			return String.valueOf(this.jdbc.queryForObject("select count(*) from pg_user", Long.class));
		}

	}

}
