package io.github.selftest.sample;

import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class PostgresProfileTests {

	private static EmbeddedPostgres server;

	@BeforeAll
	static void startServer() throws IOException {
		server = EmbeddedPostgres.start();
	}

	@AfterAll
	static void stopServer() throws IOException {
		server.close();
	}

	@Test
	void takesAnotherDatabaseAndOnlyTheTestAccount() {
		try (ConfigurableApplicationContext shop = start("--SHOP_TEST_ACCOUNT_PASSWORD=shared by all instances")) {
			assertThat(shop.getBeanNamesForType(EmbeddedPostgres.class)).isEmpty();
			assertThat(accountsWithPassword(shop)).containsExactly("smoke-test");
		}
	}

	@Test
	void insistsOnAPasswordOfTheTestAccount() {
		assertThatThrownBy(this::start).rootCause().hasMessageContaining("shop.test-account");
	}

	private ConfigurableApplicationContext start(String... arguments) {
		String url = "jdbc:postgresql://localhost:" + server.getPort() + "/postgres";
		Stream<String> common = Stream.of("--server.port=0", "--SHOP_DB_URL=" + url, "--SHOP_DB_USER=postgres",
				"--SHOP_DB_PASSWORD=unused");
		return new SpringApplicationBuilder(FarmShopApplication.class).profiles("postgres")
			.run(Stream.concat(common, Stream.of(arguments)).toArray(String[]::new));
	}

	private static List<String> accountsWithPassword(ConfigurableApplicationContext shop) {
		return shop.getBean(JdbcClient.class)
			.sql("select username from account where password_hash <> '!'")
			.query(String.class)
			.list();
	}

}
