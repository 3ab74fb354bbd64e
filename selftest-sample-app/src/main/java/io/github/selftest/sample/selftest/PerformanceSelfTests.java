package io.github.selftest.sample.selftest;

import java.time.Duration;
import java.util.Objects;
import java.util.stream.IntStream;

import org.springframework.cache.Cache;
import org.springframework.cache.CacheManager;
import org.springframework.stereotype.Component;

import io.github.selftest.api.CheckContext;
import io.github.selftest.api.Finding;
import io.github.selftest.api.LoopbackClient;
import io.github.selftest.api.Measurement;
import io.github.selftest.api.SelfTest;

@Component
class PerformanceSelfTests {

	private static final double LIMIT_MILLIS = 100;

	private final CacheManager caches;

	PerformanceSelfTests(CacheManager caches) {
		this.caches = caches;
	}

	// the best of three, so that a pause of the garbage collector is no failure
	@SelfTest(title = "Performance: a cached product answers at once", after = "visitorOpensProduct")
	void cachedProductIsFast(CheckContext context, LoopbackClient shop) {
		long id = idOfAProduct(shop);
		double best = IntStream.range(0, 3)
			.mapToDouble((attempt) -> millis(shop.get("/products/" + id).send().expectStatus(200).latency()))
			.min()
			.orElseThrow();
		context.record(Measurement.of("bestOfThree", best, "ms").withLimit(LIMIT_MILLIS));
		context.record(answersAtOnce(id, best));
		context.record(isCached(id));
	}

	private static long idOfAProduct(LoopbackClient shop) {
		Object id = shop.get("/products?limit=1").send().expectStatus(200).expectJson("/0/id > 0").json("/0/id");
		return ((Number) Objects.requireNonNull(id)).longValue();
	}

	private static Finding answersAtOnce(long id, double millis) {
		Finding seen = (millis <= LIMIT_MILLIS)
				? Finding.pass("shop.product-slow", "Product '%d' is quick".formatted(id))
				: Finding.fail("shop.product-slow", "Product '%d' is slow the third time, too".formatted(id))
					.withRemedy("Look at meter 'cache.gets' of 'products' and at 'spring.cache.caffeine.spec'");
		return seen.withValues("%.0f ms".formatted(millis), "at most %.0f ms".formatted(LIMIT_MILLIS));
	}

	// a warning: the shop works without its cache, and an order may just have evicted the
	// product
	private Finding isCached(long id) {
		Cache cache = this.caches.getCache("products");
		if (cache != null && cache.get(id) != null) {
			return Finding.pass("shop.product-not-cached", "Product '%d' is in the cache 'products'".formatted(id));
		}
		return Finding.warn("shop.product-not-cached", "Product '%d' is not in the cache 'products'".formatted(id))
			.withValues("not cached", "cached after it was read")
			.withRemedy("Look at 'spring.cache.type' and 'spring.cache.caffeine.spec'");
	}

	private static double millis(Duration latency) {
		return latency.toNanos() / 1e6;
	}

}
