package io.github.selftest.sample;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * The shop with visitors, one of whom leaves a connection behind about once a minute, in
 * real time: three visits in a second make 180 a minute, and the checks of the shop a
 * dozen more.
 */
@Tag("measurement")
class PoolLeakTests {

	private static final HttpClient CLIENT = HttpClient.newHttpClient();

	private static final String CHECK = "/actuator/selftest/continuous/poolShop?http=report&detail=full";

	@Test
	void isFoundWithinTenMinutesAndBeforeThePoolIsEmpty() {
		ScheduledExecutorService visitor = Executors.newSingleThreadScheduledExecutor();
		try (ConfigurableApplicationContext shop = new SpringApplicationBuilder(FarmShopApplication.class)
			.profiles("fault-pool-leak")
			.run("--server.port=0", "--shop.fault.pool-leak.visits=192")) {
			Future<?> visits = visitor.scheduleAtFixedRate(() -> ask(shop, "/products?limit=10"), 0, 333,
					TimeUnit.MILLISECONDS);
			long start = System.nanoTime();
			AtomicReference<String> answer = new AtomicReference<>("");
			await().atMost(Duration.ofMinutes(10)).pollInterval(Duration.ofSeconds(5)).untilAsserted(() -> {
				answer.set(ask(shop, CHECK));
				assertThat(answer.get()).contains("\"pool.leak\"");
			});
			assertThat(visits).isNotDone();
			System.out.printf("found after %.1f minutes: %s%n", (System.nanoTime() - start) / 60e9, answer.get());
			assertThat(answer.get()).contains("\"pool.serves\"", "leak-detection-threshold")
				.doesNotContain("pool.saturated");
		}
		finally {
			visitor.shutdownNow();
		}
	}

	private static String ask(ConfigurableApplicationContext shop, String path) {
		String port = shop.getEnvironment().getRequiredProperty("local.server.port");
		HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
			.timeout(Duration.ofSeconds(30))
			.method("GET", BodyPublishers.noBody())
			.build();
		return CLIENT.sendAsync(request, BodyHandlers.ofString()).join().body();
	}

}
