package io.github.selftest.sample;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * The connection pool of the shop, broken, with visitors.
 */
@Tag("slow")
class PoolFaultsTests {

	private static final HttpClient CLIENT = HttpClient.newHttpClient();

	@ParameterizedTest
	@CsvSource({ "fault-pool-exhaustion, 30, pool.saturated, told without borrowing",
			"fault-pool-remote-call, 30, pool.saturated, no remote calls inside a transaction",
			"fault-pool-leak, 20, pool.saturated, Hold connections for less time",
			"fault-pool-slow-database, 0, pool.query-slow, Look at the load of the server" })
	void isCaughtAndSaysWhy(String profile, int visitors, String code, String said) {
		AtomicBoolean open = new AtomicBoolean(true);
		ExecutorService threads = Executors.newFixedThreadPool(Math.max(1, visitors));
		try (ConfigurableApplicationContext shop = start(profile)) {
			for (Future<?> visitor : visit(threads, visitors, shop, open)) {
				assertThat(visitor.isCancelled()).isFalse();
			}
			await().atMost(Duration.ofSeconds(60))
				.untilAsserted(
						() -> assertThat(ask(shop, "POST", "/actuator/selftest/continuous/poolShop?detail=full").body())
							.contains("\"" + code + "\"", said));
		}
		finally {
			open.set(false);
			threads.shutdownNow();
		}
	}

	private static Iterable<Future<?>> visit(ExecutorService threads, int visitors, ConfigurableApplicationContext shop,
			AtomicBoolean open) {
		return IntStream.range(0, visitors).<Future<?>>mapToObj((visitor) -> threads.submit(() -> {
			while (open.get()) {
				ask(shop, "GET", "/products?limit=10");
			}
			return visitor;
		})).toList();
	}

	private static ConfigurableApplicationContext start(String profile) {
		return new SpringApplicationBuilder(FarmShopApplication.class).profiles(profile)
			.run("--server.port=0", "--selftest.endpoint.min-interval=1ms");
	}

	private static HttpResponse<String> ask(ConfigurableApplicationContext shop, String method, String path)
			throws Exception {
		String port = shop.getEnvironment().getRequiredProperty("local.server.port");
		HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
			.timeout(Duration.ofSeconds(30))
			.method(method, BodyPublishers.noBody())
			.build();
		return CLIENT.send(request, BodyHandlers.ofString());
	}

}
