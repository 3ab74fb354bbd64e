package io.github.selftest.boot.synthetic.metrics;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

import com.sun.net.httpserver.HttpServer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import io.github.selftest.boot.synthetic.MarkedHost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Nothing of the series of users changes: not by our being there, nor by synthetic
 * requests between theirs.
 */
class UserSeriesTests {

	private static final String[] PATHS = { "/products/1", "/nope", "/broken", "/callable", "/future",
			"/actuator/health" };

	private static final String[] HISTOGRAMS = { "management.metrics.distribution.percentiles-histogram.http=true",
			"management.metrics.distribution.slo.job=1ms,1s", "management.metrics.tags.region=north" };

	private static HttpServer upstream;

	@Test
	@Tag("slow")
	void areTheSameWithoutUsWithUsAndWithSyntheticRequestsBetween() throws Exception {
		Map<String, String> without = serve(false, "selftest.enabled=false");
		Map<String, String> with = serve(false, MarkedHost.KEY);
		Map<String, String> between = serve(true, MarkedHost.KEY);
		assertThat(without).containsKey(
				"http_server_requests_seconds_count{error=\"none\",exception=\"none\",method=\"GET\",outcome=\"SUCCESS\",region=\"north\",status=\"200\",uri=\"/products/{id}\"}");
		assertThat(differences(without, with)).isEmpty();
		assertThat(differences(without, between)).isEmpty();
	}

	private static Set<Map.Entry<String, String>> differences(Map<String, String> one, Map<String, String> other) {
		Set<Map.Entry<String, String>> differences = new HashSet<>(one.entrySet());
		differences.removeAll(other.entrySet());
		other.entrySet().stream().filter((entry) -> !one.entrySet().contains(entry)).forEach(differences::add);
		return differences;
	}

	@BeforeAll
	static void startUpstream() throws IOException {
		upstream = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
		upstream.createContext("/", (exchange) -> {
			exchange.sendResponseHeaders(204, -1);
			exchange.close();
		});
		upstream.start();
	}

	@AfterAll
	static void stopUpstream() {
		upstream.stop(0);
	}

	private static Map<String, String> serve(boolean synthetic, String property) throws Exception {
		String[] properties = { HISTOGRAMS[0], HISTOGRAMS[1], HISTOGRAMS[2], property,
				"selftest.schedule.enabled=false" };
		try (MarkedHost host = MarkedHost.start(Shop.class, properties)) {
			String call = "/call/" + upstream.getAddress().getPort();
			for (int i = 0; i < 3; i++) {
				for (String path : PATHS) {
					ask(host, synthetic, path);
				}
				ask(host, synthetic, call);
			}
			// of each exchange the client may see the end before it is counted
			await().untilAsserted(() -> assertThat(UserSeries.of(host)).anySatisfy((series, count) -> {
				assertThat(series).contains("http_server_requests_seconds_count", "/call/{port}");
				assertThat(count).isEqualTo("3");
			}));
			if (synthetic) {
				assertThat(UserSeries.ofSynthetic(host)).isNotEmpty();
			}
			return UserSeries.of(host);
		}
	}

	private static void ask(MarkedHost host, boolean synthetic, String path) throws IOException, InterruptedException {
		if (synthetic) {
			host.getMarked(path);
		}
		host.get(path);
		if (synthetic) {
			host.getMarked(path);
		}
	}

	@Test
	void doNotHaveASyntheticRequestThatIsUnderWay() throws Exception {
		try (MarkedHost host = MarkedHost.start(Shop.class, MarkedHost.KEY)) {
			host.getMarked("/products/1");
			CompletableFuture<Void> request = CompletableFuture.runAsync(() -> {
				try {
					host.getMarked("/wait");
				}
				catch (Exception ex) {
					throw new IllegalStateException(ex);
				}
			});
			Shop shop = host.bean(Shop.class);
			shop.entered.await();
			assertThat(UserSeries.of(host)).noneSatisfy((series, count) -> assertThat(series).startsWith("http_"));
			// the first one may end after its answer
			await().untilAsserted(() -> assertThat(UserSeries.ofSynthetic(host)).anySatisfy((series, count) -> {
				assertThat(series).startsWith("synthetic_http_server_requests_active_seconds_count");
				assertThat(count).isEqualTo("1");
			}));
			shop.released.countDown();
			request.join();
		}
	}

}
