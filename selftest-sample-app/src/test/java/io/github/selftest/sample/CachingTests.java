package io.github.selftest.sample;

import java.time.Duration;
import java.util.Objects;

import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpHeaders;
import org.springframework.test.web.servlet.client.RestTestClient;
import org.springframework.web.servlet.resource.ResourceUrlProvider;

import static org.assertj.core.api.Assertions.assertThat;

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
