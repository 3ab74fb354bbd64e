package io.github.selftest.boot.sampling;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class RequestRecorderTests {

	private static final Duration SLOW = Duration.ofMillis(500);

	private final ManualTime time = new ManualTime();

	private final LatencyScale scale = new LatencyScale(List.of(SLOW));

	private final RequestRecorder recorder = new RequestRecorder(this.scale, this.time);

	@Test
	void countsNothingAtFirst() {
		assertThat(this.recorder.all().total()).isZero();
		assertThat(this.recorder.last(Duration.ofMinutes(1)).errorRate()).isZero();
		assertThat(this.recorder.last(Duration.ofMinutes(1)).quantile(0.99)).isZero();
	}

	@Test
	void seesTheFirstErrorAtOnce() {
		this.recorder.record(1_000_000, true);

		assertThat(this.recorder.last(Duration.ofMinutes(1)).errors()).isEqualTo(1);
		assertThat(this.recorder.all().errors()).isEqualTo(1);
	}

	@Test
	void countsAboveAnObjectiveToTheLast() {
		this.recorder.record(SLOW.toNanos() - 1, false);
		this.recorder.record(SLOW.toNanos(), false);
		this.recorder.record(SLOW.toNanos() + 1, false);

		assertThat(this.recorder.all().slowerThan(SLOW)).isEqualTo(1);
	}

	@Test
	void forgetsWhatLeavesTheWindowAndKeepsTheTotal() {
		this.recorder.record(1_000_000, true);
		this.time.advance(Duration.ofSeconds(60));
		assertThat(this.recorder.last(Duration.ofMinutes(1)).errors()).isEqualTo(1);
		this.time.advance(Duration.ofSeconds(10));

		assertThat(this.recorder.last(Duration.ofMinutes(1)).errors()).isZero();
		assertThat(this.recorder.last(Duration.ofMinutes(2)).errors()).isEqualTo(1);
		this.time.advance(Duration.ofHours(5));
		assertThat(this.recorder.last(Duration.ofMinutes(30)).total()).isZero();
		assertThat(this.recorder.all().errors()).isEqualTo(1);
	}

	@Test
	void keepsHalfAnHourWhole() {
		for (int cell = 0; cell < 400; cell++) {
			this.recorder.record(1_000_000, false);
			this.time.advance(Duration.ofSeconds(10));
		}

		assertThat(this.recorder.last(Duration.ofMinutes(30)).total()).isEqualTo(180);
		assertThat(this.recorder.all().total()).isEqualTo(400);
	}

	@Test
	void takesThePeriodBeforeIntoAccount() {
		Duration period = Duration.ofMinutes(15);
		this.recorder.record(1_000_000, false);
		this.time.advance(period.multipliedBy(2).minusSeconds(1));
		assertThat(this.recorder.sincePreviousPeriod(period, Duration.ZERO).total()).isEqualTo(1);
		this.time.advance(Duration.ofSeconds(1));

		assertThat(this.recorder.sincePreviousPeriod(period, Duration.ZERO).total()).isZero();
		assertThat(this.recorder.sincePreviousPeriod(period, Duration.ZERO).seconds()).isEqualTo(900.0);
	}

	@Test
	void leavesOutTheWarmUpFromTheFirstRequestOn() {
		Duration period = Duration.ofMinutes(15);
		Duration warmUp = Duration.ofSeconds(30);
		assertThat(this.recorder.sincePreviousPeriod(period, warmUp).total()).isZero();
		this.time.advance(Duration.ofMinutes(5));
		for (int cell = 0; cell < 5; cell++) {
			this.recorder.record(1_000_000, false);
			this.time.advance(Duration.ofSeconds(10));
		}

		assertThat(this.recorder.sincePreviousPeriod(period, warmUp).total()).isEqualTo(2);
		assertThat(this.recorder.sincePreviousPeriod(period, Duration.ZERO).total()).isEqualTo(5);
		assertThat(this.recorder.sincePreviousPeriod(period, warmUp).seconds()).isEqualTo(20.0);
	}

	@Test
	void survivesATimeThatGoesBack() {
		this.time.advance(Duration.ofMinutes(10));
		this.recorder.record(1_000_000, false);
		this.time.advance(Duration.ofMinutes(-20));
		this.recorder.record(1_000_000, true);

		assertThat(this.recorder.all().total()).isEqualTo(2);
		assertThat(this.recorder.last(Duration.ofMinutes(1)).seconds()).isNotNegative();
		this.time.advance(Duration.ofDays(400));
		this.recorder.record(1_000_000, false);
		assertThat(this.recorder.last(Duration.ofMinutes(30)).total()).isEqualTo(1);
	}

	@Test
	void quantilesAreOffByAnEighthAtMost() {
		Random random = new Random(7);
		double[] sorted = random.doubles(20_000).map((uniform) -> 1e6 * Math.exp(uniform * 8)).sorted().toArray();
		for (double nanos : sorted) {
			this.recorder.record((long) nanos, false);
		}

		for (double share : new double[] { 0.01, 0.5, 0.95, 0.99, 1 }) {
			double exact = sorted[(int) Math.ceil(share * sorted.length) - 1];
			assertThat(this.recorder.all().quantile(share).toNanos() / exact).isBetween(0.875, 1.125);
		}
	}

	@Test
	void takesLatenciesOfAnySize() {
		for (long nanos : new long[] { Long.MIN_VALUE, -1, 0, 1, Long.MAX_VALUE }) {
			this.recorder.record(nanos, false);
		}

		assertThat(this.recorder.all().total()).isEqualTo(5);
		assertThat(this.recorder.all().slowerThan(SLOW)).isEqualTo(1);
	}

	@Test
	void losesNothingUnderManyThreads() throws Exception {
		int threads = 8;
		int each = 50_000;
		ExecutorService executor = Executors.newFixedThreadPool(threads);
		CountDownLatch start = new CountDownLatch(1);
		List<Future<?>> tasks = new ArrayList<>();
		try {
			for (int thread = 0; thread < threads; thread++) {
				int seed = thread;
				tasks.add(executor.submit(() -> {
					start.await();
					for (int i = 0; i < each; i++) {
						this.recorder.record((i + seed) * 10_000L, i % 10 == 0);
						if (i % 1_000 == 0) {
							this.time.advance(Duration.ofSeconds(1));
						}
					}
					return null;
				}));
			}
			start.countDown();
			for (Future<?> task : tasks) {
				task.get(30, TimeUnit.SECONDS);
			}
		}
		finally {
			executor.shutdown();
		}

		assertThat(this.recorder.all().total()).isEqualTo((long) threads * each);
		assertThat(this.recorder.all().errors()).isEqualTo((long) threads * each / 10);
		assertThat(this.recorder.last(RequestRecorder.LONGEST).total()).isEqualTo((long) threads * each);
		assertThat(this.recorder.last(RequestRecorder.LONGEST).errors()).isEqualTo((long) threads * each / 10);
	}

	@Test
	void namesTheRouteThatStandsOut() {
		RouteTally tally = new RouteTally(this.time);
		for (int i = 0; i < 100; i++) {
			tally.add("/many/" + i);
			tally.add("/one");
			tally.add("/one");
		}

		assertThat(tally.most()).isEqualTo(new RouteTally.Share("/one", 200 / 300.0));
		this.time.advance(Duration.ofMinutes(15));
		assertThat(tally.most()).isNotNull();
		this.time.advance(Duration.ofMinutes(15));
		assertThat(tally.most()).isNull();
	}

}
