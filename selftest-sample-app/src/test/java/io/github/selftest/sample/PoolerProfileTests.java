package io.github.selftest.sample;

import java.io.IOException;
import java.sql.Connection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

import javax.sql.DataSource;

import com.zaxxer.hikari.HikariDataSource;
import io.micrometer.core.instrument.MeterRegistry;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * The shop on a real server, with a proxy in place of the pooler.
 */
@Tag("slow")
class PoolerProfileTests {

	private static EmbeddedPostgres server;

	private static TcpProxy pooler;

	private static ConfigurableApplicationContext shop;

	@BeforeAll
	static void start() throws IOException {
		server = EmbeddedPostgres.start();
		pooler = new TcpProxy(server.getPort());
		shop = new SpringApplicationBuilder(FarmShopApplication.class).profiles("postgres", "pooler")
			.run("--server.port=0", "--selftest.schedule.enabled=false", "--SHOP_TEST_ACCOUNT_PASSWORD=secret",
					"--SHOP_DB_URL=" + url(server.getPort()), "--SHOP_DB_USER=postgres", "--SHOP_DB_PASSWORD=unused",
					"--SHOP_POOLER_URL=" + url(pooler.port()), "--shop.pooler.look-every=50ms",
					"--shop.pooler.stay-direct=300ms", "--spring.datasource.hikari.connection-timeout=500");
	}

	@AfterAll
	static void stop() throws IOException {
		shop.close();
		pooler.close();
		server.close();
	}

	@Test
	void servesOnWhileThePoolerIsAwayAndCountsIt() throws Exception {
		assertThat(wayOfAQuery()).isEqualTo("pooled");
		pooler.stop();
		// a connection that was in use just before is handed out unseen, and broken
		await().atMost(Duration.ofSeconds(5)).ignoreExceptions().until(() -> products() > 0);
		await().atMost(Duration.ofSeconds(5)).until(PoolerProfileTests::isDirect);
		assertThat(wayOfAQuery()).isEqualTo("direct");
		assertThat(activations()).isEqualTo(1);
		assertThat(connectionsUnderLoad()).isLessThanOrEqualTo(3);
		pooler.start();
		await().atMost(Duration.ofSeconds(5)).until(() -> !isDirect());
		assertThat(wayOfAQuery()).isEqualTo("pooled");
		assertThat(activations()).isEqualTo(1);
	}

	@Test
	void staysWithThePoolerWhenAllItsConnectionsAreInUse() throws Exception {
		await().atMost(Duration.ofSeconds(5)).until(() -> !isDirect());
		double before = activations();
		List<Connection> all = new ArrayList<>();
		try {
			for (int i = 0; i < 10; i++) {
				all.add(pool("pooledDataSource").getConnection());
			}
			assertThat(CompletableFuture.supplyAsync(PoolerProfileTests::products).handle((count, ex) -> ex).get())
				.isNotNull();
			assertThat(isDirect()).isFalse();
			assertThat(activations()).isEqualTo(before);
		}
		finally {
			for (Connection connection : all) {
				connection.close();
			}
		}
	}

	private static String wayOfAQuery() throws Exception {
		try (Connection connection = shop.getBean(DataSource.class).getConnection()) {
			assertThat(connection.isValid(2)).isTrue();
			return (pool("directDataSource").getHikariPoolMXBean().getActiveConnections() > 0) ? "direct" : "pooled";
		}
	}

	private static int connectionsUnderLoad() {
		ExecutorService users = Executors.newFixedThreadPool(20);
		try {
			CompletableFuture<?>[] queries = new CompletableFuture<?>[200];
			for (int i = 0; i < queries.length; i++) {
				queries[i] = CompletableFuture.runAsync(PoolerProfileTests::products, users);
			}
			CompletableFuture.allOf(queries).join();
			return pool("directDataSource").getHikariPoolMXBean().getTotalConnections();
		}
		finally {
			users.shutdown();
		}
	}

	private static int products() {
		return shop.getBean(JdbcClient.class).sql("select count(*) from catalogue").query(Integer.class).single();
	}

	private static double activations() {
		return shop.getBean(MeterRegistry.class).get("shop.database.direct.activations").counter().count();
	}

	private static boolean isDirect() {
		return shop.getBean(MeterRegistry.class).get("shop.database.direct").gauge().value() > 0;
	}

	private static HikariDataSource pool(String bean) {
		return shop.getBean(bean, HikariDataSource.class);
	}

	private static String url(int port) {
		return "jdbc:postgresql://localhost:" + port + "/postgres?prepareThreshold=0";
	}

}
