package io.github.selftest.boot.synthetic.jdbc;

import java.io.IOException;
import java.util.Objects;

import javax.sql.DataSource;

import com.zaxxer.hikari.HikariDataSource;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

import io.github.selftest.boot.synthetic.MarkedHost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * A service whose connections are observed, too.
 */
class ObservedDataSourceTests {

	private static EmbeddedPostgres database;

	@BeforeAll
	static void startDatabase() throws IOException {
		database = EmbeddedPostgres.start();
		new JdbcTemplate(database.getPostgresDatabase()).execute("create table product (name text)");
	}

	@AfterAll
	static void stopDatabase() throws IOException {
		database.close();
	}

	@Test
	void queriesFollowTheirRequestAndWritesOfMonitorsAreRefused() throws Exception {
		try (MarkedHost host = MarkedHost.start(Service.class, MarkedHost.KEY,
				"selftest.synthetic.read-only-connections=true",
				"spring.datasource.url=" + database.getJdbcUrl("postgres", "postgres"))) {
			assertThat(host.getMarked("/count").statusCode()).isEqualTo(200);
			assertThat(host.get("/count").statusCode()).isEqualTo(200);
			assertThat(host.get("/write").statusCode()).isEqualTo(200);
			assertThat(host.getMarked("/write").statusCode()).isEqualTo(500);
			assertThat(host.get("/count").body()).isEqualTo("1");
			MeterRegistry registry = host.bean(MeterRegistry.class);
			await().untilAsserted(() -> {
				assertThat(count(registry, "jdbc.query")).isEqualTo(3);
				assertThat(count(registry, "synthetic.jdbc.query")).isEqualTo(2);
				assertThat(count(registry, "synthetic.jdbc.connection")).isEqualTo(2);
			});
			assertThat(registry.get("hikaricp.connections.max").gauge().value()).isEqualTo(10);
			assertThat(host.bean(DataSource.class).isWrapperFor(HikariDataSource.class)).isTrue();
		}
	}

	private static long count(MeterRegistry registry, String name) {
		return registry.find(name).timers().stream().mapToLong(Timer::count).sum();
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	@RestController
	static class Service {

		private final JdbcTemplate jdbc;

		Service(JdbcTemplate jdbc) {
			this.jdbc = jdbc;
		}

		@GetMapping("/count")
		Integer count() {
			return Objects.requireNonNull(this.jdbc.queryForObject("select count(*) from product", Integer.class));
		}

		@GetMapping("/write")
		@Transactional
		String write() {
			this.jdbc.update("insert into product (name) values ('apple')");
			return "written";
		}

	}

}
