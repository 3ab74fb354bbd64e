package io.github.selftest.boot.check.httpcache;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.http.ResponseEntity;
import org.springframework.mock.web.MockFilterChain;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.context.request.async.DeferredResult;
import org.springframework.web.filter.ShallowEtagHeaderFilter;
import org.springframework.web.servlet.HandlerMapping;

import io.github.selftest.api.CheckResult;
import io.github.selftest.api.Measurement;
import io.github.selftest.api.Status;
import io.github.selftest.boot.check.TestService;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Tests of the counting of conditional requests on a real Tomcat. What was counted is
 * waited for, as a client may have the whole answer before the filter sees its end.
 */
@Timeout(60)
class ConditionalFilterTests {

	private static final String ETAG = "\"v1\"";

	private final HttpClient client = HttpClient.newHttpClient();

	private ConfigurableApplicationContext service;

	@BeforeEach
	void start() {
		this.service = TestService.start(new Class<?>[] { CacheHost.OnTomcat.class, MorePages.class },
				CacheHost.PREFIX + "passive.enabled=true", CacheHost.PREFIX + "passive.min-requests=3",
				CacheHost.PREFIX + "passive.min-share=0.5", CacheHost.PREFIX + "resources.page.path=/page",
				"selftest.loopback.max-requests-per-second=10000");
	}

	@AfterEach
	void stop() {
		this.service.close();
	}

	@Test
	void countsGetAndHeadWithAnETag() throws Exception {
		assertThat(send(request("/late-tag"))).isEqualTo(200);
		assertThat(send(request("/late-tag").header("If-None-Match", "\"other\""))).isEqualTo(200);
		assertThat(send(request("/late-tag").header("If-None-Match", ETAG))).isEqualTo(304);
		assertThat(send(head("/late-tag").header("If-None-Match", ETAG))).isEqualTo(304);
		assertThat(send(head("/late-tag").header("If-None-Match", "\"other\""))).isEqualTo(200);
		assertCounted(new RouteShare("/late-tag", 4, 2));
	}

	@Test
	void countsRequestsWithADate() throws Exception {
		assertThat(send(request("/counted-date").header("If-Modified-Since", "Wed, 01 Jan 2025 00:00:00 GMT")))
			.isEqualTo(304);
		assertThat(send(request("/counted-date").header("If-Modified-Since", "Mon, 01 Jan 2024 00:00:00 GMT")))
			.isEqualTo(200);
		assertCounted(new RouteShare("/counted-date", 2, 1));
	}

	@Test
	void countsAnAnswerOfAnotherThreadOnce() throws Exception {
		assertThat(send(request("/called").header("If-None-Match", ETAG))).isEqualTo(304);
		assertThat(send(request("/called").header("If-None-Match", "\"other\""))).isEqualTo(200);
		assertThat(send(request("/deferred").header("If-None-Match", ETAG))).isEqualTo(304);
		assertCounted(new RouteShare("/called", 2, 1), new RouteShare("/deferred", 1, 1));
	}

	@Test
	void sees304OfAFilterBehindIt() throws Exception {
		HttpResponse<Void> plain = this.client.send(request("/hashed").build(), HttpResponse.BodyHandlers.discarding());
		String etag = plain.headers().firstValue("ETag").orElseThrow();
		assertThat(send(request("/hashed").header("If-None-Match", etag))).isEqualTo(304);
		assertCounted(new RouteShare("/hashed", 1, 1));
	}

	@Test
	void countsRandomPathsUnderTheirPattern() throws Exception {
		for (int i = 0; i < 30; i++) {
			assertThat(send(request("/pages/random" + i).header("If-None-Match", "\"other\""))).isEqualTo(200);
			assertThat(send(request("/nowhere/random" + i).header("If-None-Match", "\"other\""))).isEqualTo(404);
		}
		assertCounted(new RouteShare("/pages/{id}", 30, 0));
	}

	@Test
	void leavesOutErrorsWritesAndSyntheticRequests() throws Exception {
		assertThat(send(request("/broken").header("If-None-Match", ETAG))).isEqualTo(500);
		assertThat(send(request("/redirect").header("If-None-Match", ETAG))).isEqualTo(302);
		assertThat(
				send(request("/orders").header("If-None-Match", ETAG).POST(HttpRequest.BodyPublishers.ofString("{}"))))
			.isEqualTo(201);
		assertThat(send(request("/late-tag").header("If-None-Match", ETAG).header("X-Synthetic-Request", "true")))
			.isEqualTo(304);
		assertThat(send(request("/counted-date").header("If-None-Match", ETAG))).isEqualTo(200);
		assertCounted(new RouteShare("/counted-date", 1, 0));
	}

	@Test
	void leavesOutOurOwnProbes() throws Exception {
		assertThat(CacheRuns.run(this.service, "httpCachePage").measurements()).extracting(Measurement::name)
			.contains("notModifiedFirstByte");
		assertThat(send(request("/counted-date").header("If-None-Match", ETAG))).isEqualTo(200);
		assertCounted(new RouteShare("/counted-date", 1, 0));
	}

	@Test
	void letsTheCheckTellARouteThatIgnoresItsValidators() throws Exception {
		assertThat(CacheRuns.run(this.service, "httpCacheConditionals").status()).isEqualTo(Status.INCONCLUSIVE);
		for (int i = 0; i < 3; i++) {
			assertThat(send(request("/late-tag").header("If-None-Match", ETAG))).isEqualTo(304);
		}
		assertCounted(new RouteShare("/late-tag", 3, 3));
		assertThat(CacheRuns.run(this.service, "httpCacheConditionals").status()).isEqualTo(Status.PASS);
		for (int i = 0; i < 3; i++) {
			assertThat(send(request("/bare").header("If-None-Match", ETAG))).isEqualTo(200);
		}
		assertCounted(new RouteShare("/late-tag", 3, 3), new RouteShare("/bare", 3, 0));
		CheckResult result = CacheRuns.run(this.service, "httpCacheConditionals");
		assertThat(CacheRuns.bad(result)).containsExactly("WARN conditional-hit-ratio");
		assertThat(result.findings().get(0).message()).contains("'/bare'");
	}

	@Test
	void leavesARequestAloneThatItCannotCount() throws Exception {
		AtomicInteger reads = new AtomicInteger();
		RouteSamples broken = new RouteSamples(Duration.ofMinutes(10), () -> 1 / (1 - reads.getAndIncrement()));
		MockHttpServletRequest request = new MockHttpServletRequest("GET", "/page");
		request.addHeader("If-None-Match", ETAG);
		request.setAttribute(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE, "/page");
		MockHttpServletResponse response = new MockHttpServletResponse();
		MockFilterChain chain = new MockFilterChain();
		new ConditionalFilter(broken).doFilter(request, response, chain);
		assertThat(reads).hasValue(2);
		assertThat(chain.getRequest()).isSameAs(request);
		assertThat(chain.getResponse()).isSameAs(response);
	}

	@Test
	void isNotThereUnlessToldTo() throws Exception {
		try (ConfigurableApplicationContext plain = CacheHost.onTomcat()) {
			assertThat(plain.getBeansOfType(FilterRegistrationBean.class).values())
				.noneMatch((filter) -> filter.getFilter() instanceof ConditionalFilter);
			assertThat(plain.getBeansOfType(RouteSamples.class)).isEmpty();
			assertThat(CacheRuns.ids(plain)).doesNotContain("httpCacheConditionals");
		}
	}

	private void assertCounted(RouteShare... shares) {
		RouteSamples samples = this.service.getBean(RouteSamples.class);
		await().atMost(Duration.ofSeconds(10))
			.untilAsserted(() -> assertThat(samples.shares()).containsExactlyInAnyOrder(shares));
	}

	private int send(HttpRequest.Builder request) throws IOException, InterruptedException {
		return this.client.send(request.build(), HttpResponse.BodyHandlers.discarding()).statusCode();
	}

	private HttpRequest.Builder head(String path) {
		return request(path).method("HEAD", HttpRequest.BodyPublishers.noBody());
	}

	private HttpRequest.Builder request(String path) {
		String port = this.service.getEnvironment().getRequiredProperty("local.server.port");
		return HttpRequest.newBuilder(URI.create("http://localhost:" + port + path)).timeout(Duration.ofSeconds(10));
	}

	/**
	 * Pages with other ways to a 304.
	 */
	@Configuration(proxyBeanMethods = false)
	static class MorePages {

		@Bean
		MorePagesController morePagesController() {
			return new MorePagesController();
		}

		@Bean
		FilterRegistrationBean<ShallowEtagHeaderFilter> hashes() {
			FilterRegistrationBean<ShallowEtagHeaderFilter> registration = new FilterRegistrationBean<>(
					new ShallowEtagHeaderFilter());
			registration.addUrlPatterns("/hashed");
			registration.setOrder(Ordered.LOWEST_PRECEDENCE);
			return registration;
		}

	}

	@RestController
	static class MorePagesController {

		@GetMapping("/counted-date")
		ResponseEntity<String> dated() {
			return ResponseEntity.ok().lastModified(1_725_000_000_000L).body("dated");
		}

		@GetMapping("/called")
		Callable<ResponseEntity<String>> called() {
			return () -> ResponseEntity.ok().eTag(ETAG).body("called");
		}

		@GetMapping("/deferred")
		DeferredResult<ResponseEntity<String>> deferred() {
			DeferredResult<ResponseEntity<String>> result = new DeferredResult<>();
			result.setResult(ResponseEntity.ok().eTag(ETAG).body("deferred"));
			return result;
		}

		@GetMapping("/hashed")
		String hashed() {
			return "hashed";
		}

	}

}
