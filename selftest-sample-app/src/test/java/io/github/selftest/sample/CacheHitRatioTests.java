package io.github.selftest.sample;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The cache of products, as it is and broken.
 */
@Tag("slow")
class CacheHitRatioTests {

	private static final HttpClient CLIENT = HttpClient.newHttpClient();

	@Test
	@Tag("slow")
	void answersMostReadsFromMemory() throws Exception {
		try (ConfigurableApplicationContext shop = start("default")) {
			visitors(shop);
			for (int i = 101; i <= 110; i++) {
				assertThat(ask(shop, "GET", "/products/" + i).statusCode()).isEqualTo(404);
			}
			// from the answers that it sees it is known for how long others keep the page
			// of a product
			assertThat(ask(shop, "POST", "/actuator/selftest/deep/httpCacheProduct?wait=60s").statusCode())
				.isEqualTo(200);
			JsonNode check = check(shop);
			assertThat(codes(check)).as(check.toString())
				.contains("PASS cache.hit-ratio", "PASS cache.size", "PASS cache.staleness", "cache.load-time");
			// how many times depends on the machine and on what has run before
			assertThat(measured(check, "speedup")).as(check.toString()).isGreaterThan(1);
			assertThat(measured(check, "loadTime")).isGreaterThan(measured(check, "readTime"));
		}
	}

	@Test
	void failsWhenTheCacheIsTooSmall() throws Exception {
		try (ConfigurableApplicationContext shop = start("fault-cache-hit-ratio")) {
			visitors(shop);
			JsonNode check = check(shop);
			assertThat(codes(check)).as(check.toString()).contains("FAIL cache.hit-ratio", "WARN cache.too-small");
			assertThat(check.toString()).contains("at least 60.0 %");
		}
	}

	private static void visitors(ConfigurableApplicationContext shop) throws Exception {
		for (int i = 0; i < 200; i++) {
			assertThat(ask(shop, "GET", "/products/" + (i % 10 + 1)).statusCode()).isEqualTo(200);
		}
	}

	private static JsonNode check(ConfigurableApplicationContext shop) throws Exception {
		return JsonMapper.shared()
			.readTree(ask(shop, "POST", "/actuator/selftest/continuous/cacheProducts?detail=full").body());
	}

	private static String codes(JsonNode check) {
		StringBuilder codes = new StringBuilder();
		check.findValues("findings")
			.forEach((findings) -> findings.forEach((finding) -> codes.append(finding.path("status").stringValue())
				.append(' ')
				.append(finding.path("code").stringValue())
				.append('\n')));
		return codes.toString();
	}

	private static double measured(JsonNode check, String name) {
		for (JsonNode measurement : check.findValue("measurements")) {
			if (measurement.path("name").stringValue().equals(name)) {
				return measurement.path("value").doubleValue();
			}
		}
		throw new AssertionError("No '%s' in %s".formatted(name, check));
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
