package io.github.selftest.sample;

import java.time.Duration;
import java.util.Objects;
import java.util.stream.StreamSupport;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpHeaders;
import org.springframework.test.web.servlet.client.RestTestClient;
import org.springframework.web.servlet.resource.ResourceUrlProvider;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

@FarmShopTest
class CachingTests {

	@Autowired
	private RestTestClient shop;

	@Autowired
	private ResourceUrlProvider urls;

	@Test
	void passesTheDeepGroup() {
		this.shop.post()
			.uri("/actuator/selftest/deep?http=report&wait=60s")
			.exchange()
			.expectStatus()
			.isOk()
			.expectBody()
			.jsonPath("$.reason")
			.isEqualTo("ok")
			.jsonPath("$.verdict")
			.isEqualTo("PASS")
			.jsonPath("$.inconclusiveCount")
			.isEqualTo(0);
	}

	@Test
	@Tag("slow")
	void showsWhatTheCacheSavesAndHowOldItsAnswersMayBe() {
		for (int id = 1; id <= 20; id++) {
			this.shop.get().uri("/products/" + id).exchange();
		}
		run("deep/httpCacheProduct");
		// a run of another test may be shown for a while
		await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> {
			JsonNode check = run("continuous/cacheProducts");
			// how many times depends on the machine
			assertThat(measured(check, "speedup")).as(check.toString()).isGreaterThan(1);
			assertThat(measured(check, "loadTime")).isGreaterThan(measured(check, "readTime"));
			// 60 s in the cache, and 10 s in the browser, as the probe of the page has
			// seen
			assertThat(measured(check, "worstStaleness")).isEqualTo(70);
		});
	}

	private JsonNode run(String check) {
		return JsonMapper.shared()
			.readTree(this.shop.post()
				.uri("/actuator/selftest/" + check + "?http=report&detail=full&wait=30s")
				.exchange()
				.returnResult(byte[].class)
				.getResponseBodyContent());
	}

	private static double measured(JsonNode check, String name) {
		JsonNode measurements = check.path("measurements");
		return StreamSupport.stream(measurements.spliterator(), false)
			.filter((measurement) -> measurement.path("name").stringValue().equals(name))
			.mapToDouble((measurement) -> measurement.path("value").doubleValue())
			.findFirst()
			.orElse(Double.NaN);
	}

	@Test
	void answersWhoHasTheProductWithoutIt() {
		String tag = Objects.requireNonNull(
				this.shop.get().uri("/products/3").exchange().returnResult(Void.class).getResponseHeaders().getETag());
		assertThat(tag).startsWith("W/\"3-");
		this.shop.get()
			.uri("/products/3")
			.header(HttpHeaders.IF_NONE_MATCH, tag)
			.exchange()
			.expectStatus()
			.isNotModified()
			.expectHeader()
			.valueEquals(HttpHeaders.CACHE_CONTROL, "max-age=10, public")
			.expectBody()
			.isEmpty();
	}

	@Test
	void letsCachesKeepAVersionedAssetForEver() {
		String path = this.urls.getForLookupPath("/assets/shop.css");
		assertThat(path).matches("/assets/shop-[0-9a-f]{32}\\.css");
		this.shop.get()
			.uri(String.valueOf(path))
			.exchange()
			.expectStatus()
			.isOk()
			.expectHeader()
			.valueEquals(HttpHeaders.CACHE_CONTROL,
					"max-age=%d, public, immutable".formatted(Duration.ofDays(365).toSeconds()))
			.expectHeader()
			.valueMatches(HttpHeaders.VARY, "(?i)accept-encoding");
	}

}
