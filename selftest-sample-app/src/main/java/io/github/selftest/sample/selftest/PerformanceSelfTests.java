package io.github.selftest.sample.selftest;

import java.time.Duration;
import java.util.stream.IntStream;

import org.springframework.stereotype.Component;

import io.github.selftest.api.CheckContext;
import io.github.selftest.api.Finding;
import io.github.selftest.api.LoopbackClient;
import io.github.selftest.api.Measurement;
import io.github.selftest.api.SelfTest;

@Component
class PerformanceSelfTests {

	private static final double LIMIT_MILLIS = 100;

	// the best of three, so that a pause of the garbage collector is no failure
	@SelfTest(title = "Performance: a cached product answers at once", after = "visitorOpensProduct")
	void cachedProductIsFast(CheckContext context, LoopbackClient shop) {
		Object id = shop.get("/products?limit=1").send().expectStatus(200).json("/0/id");
		double best = IntStream.range(0, 3)
			.mapToDouble((attempt) -> millis(shop.get("/products/" + id).send().expectStatus(200).latency()))
			.min()
			.orElseThrow();
		context.record(Measurement.of("bestOfThree", best, "ms").withLimit(LIMIT_MILLIS));
		if (best > LIMIT_MILLIS) {
			context.record(Finding.fail("shop.cache-slow", "Product '%s' is slow though it is cached".formatted(id))
				.withValues("%.0f ms".formatted(best), "at most %.0f ms".formatted(LIMIT_MILLIS))
				.withRemedy("Look at meter 'cache.gets' of 'products' and at 'spring.cache.caffeine.spec'"));
		}
	}

	private static double millis(Duration latency) {
		return latency.toNanos() / 1e6;
	}

}
