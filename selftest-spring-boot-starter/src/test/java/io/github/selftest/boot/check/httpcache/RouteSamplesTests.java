package io.github.selftest.boot.check.httpcache;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class RouteSamplesTests {

	private static final int MORE_THAN_A_SLOT_HOLDS = 300_000;

	private final AtomicLong nanos = new AtomicLong(-5);

	private final RouteSamples samples = new RouteSamples(Duration.ofMinutes(10), this.nanos::get);

	@Test
	void countsByRoute() {
		this.samples.count("/a", true);
		this.samples.count("/a", false);
		this.samples.count("/b", false);
		assertThat(this.samples.shares()).containsExactlyInAnyOrder(new RouteShare("/a", 2, 1),
				new RouteShare("/b", 1, 0));
	}

	@Test
	void knowsNothingAtFirst() {
		assertThat(this.samples.shares()).isEmpty();
	}

	@Test
	void forgetsMinuteByMinute() {
		this.samples.count("/a", true);
		pass(Duration.ofMinutes(1));
		this.samples.count("/a", false);
		pass(Duration.ofMinutes(8));
		assertThat(this.samples.shares()).containsExactly(new RouteShare("/a", 2, 1));
		pass(Duration.ofMinutes(1));
		assertThat(this.samples.shares()).containsExactly(new RouteShare("/a", 1, 0));
		pass(Duration.ofMinutes(1));
		assertThat(this.samples.shares()).isEmpty();
	}

	@Test
	void usesASlotAgain() {
		this.samples.count("/a", true);
		pass(Duration.ofMinutes(10));
		this.samples.count("/a", false);
		assertThat(this.samples.shares()).containsExactly(new RouteShare("/a", 1, 0));
	}

	@Test
	void keepsTheFirstRoutesOnly() {
		IntStream.range(0, 10_000).forEach((i) -> this.samples.count("/random/" + i, false));
		this.samples.count("/random/0", true);
		assertThat(this.samples.shares()).hasSize(RouteSamples.MAX_ROUTES)
			.contains(new RouteShare("/random/0", 2, 1), new RouteShare("/random/199", 1, 0));
	}

	@Test
	void keepsNoLongRoute() {
		this.samples.count("/" + "a".repeat(8000), false);
		assertThat(this.samples.shares()).isEmpty();
	}

	@Test
	void stopsCountingWhereASlotIsFull() {
		IntStream.range(0, MORE_THAN_A_SLOT_HOLDS).forEach((i) -> this.samples.count("/a", i % 2 == 0));
		RouteShare share = this.samples.shares().get(0);
		assertThat(share.conditional()).isEqualTo((1 << 18) - 1);
		assertThat(share.ratio()).isBetween(0.49, 0.51);
		pass(Duration.ofMinutes(1));
		this.samples.count("/a", false);
		assertThat(this.samples.shares().get(0).conditional()).isEqualTo(1 << 18);
	}

	@Test
	void losesNothingWhenManyCount() throws InterruptedException {
		ExecutorService threads = Executors.newFixedThreadPool(4);
		try {
			List.of(1, 2, 3, 4).forEach((thread) -> threads.execute(this::countMany));
		}
		finally {
			threads.shutdown();
		}
		assertThat(threads.awaitTermination(20, TimeUnit.SECONDS)).isTrue();
		assertThat(this.samples.shares()).hasSize(RouteSamples.MAX_ROUTES)
			.allSatisfy((share) -> assertThat(share.conditional()).isEqualTo(40));
	}

	private void countMany() {
		IntStream.range(0, 10 * RouteSamples.MAX_ROUTES)
			.forEach((i) -> this.samples.count("/route/" + i % RouteSamples.MAX_ROUTES, true));
	}

	private void pass(Duration time) {
		this.nanos.addAndGet(time.toNanos());
	}

}
