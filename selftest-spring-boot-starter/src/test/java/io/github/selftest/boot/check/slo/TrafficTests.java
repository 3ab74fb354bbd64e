package io.github.selftest.boot.check.slo;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

import com.sun.management.ThreadMXBean;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link Traffic}.
 */
class TrafficTests {

	private static final long SLOW = 10_000_000_000L;

	private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();

	@Test
	void clockIsReadOnceForARequestThatIsCountedTwice() {
		AtomicInteger readings = new AtomicInteger();
		Traffic traffic = new Traffic(SloRuns.properties(Map.of("selftest.check.slo.routes.one.path", "/cart")),
				readings::incrementAndGet);
		int before = readings.get();
		traffic.record("/cart", 1, false);

		assertThat(readings.get() - before).isEqualTo(1);
		assertThat(traffic.all().all().total()).isEqualTo(1);
		assertThat(traffic.ofRoute("one").all().total()).isEqualTo(1);
	}

	@Test
	void routesOfOnePathAreEachCountedToTheLastAtTheirOwnLatency() {
		Traffic traffic = new Traffic(SloRuns.properties(Map.of("selftest.check.slo.routes.one.path", "/cart",
				"selftest.check.slo.routes.one.latency", "300ms", "selftest.check.slo.routes.two.path", "/cart",
				"selftest.check.slo.routes.two.latency", "500ms")), new ManualTime());
		traffic.record("/cart", 301_000_000, false);
		traffic.record("/cart", 502_000_000, false);

		assertThat(traffic.ofRoute("one").all().slowerThan(Duration.ofMillis(300))).isEqualTo(2);
		assertThat(traffic.ofRoute("two").all().slowerThan(Duration.ofMillis(500))).isEqualTo(1);
	}

	@Test
	void memoryIsTheSameHoweverManyRoutesThereAreAndFail() {
		Traffic traffic = new Traffic(SloRuns.properties(Map.of("selftest.check.slo.routes.one.path", "/route/0")),
				new ManualTime());
		List<String> routes = IntStream.range(0, 20_000).mapToObj((i) -> "/route/" + i).toList();
		routes.subList(0, 100).forEach((route) -> traffic.record(route, SLOW, true));

		long before = this.threads.getCurrentThreadAllocatedBytes();
		for (int i = 0; i < routes.size(); i++) {
			traffic.record(routes.get(i), SLOW, true);
		}
		assertThat(this.threads.getCurrentThreadAllocatedBytes() - before).as("bytes for 20,000 routes")
			.isLessThan(20_000);
		assertThat(traffic.all().all().errors()).isEqualTo(20_100);
	}

}
