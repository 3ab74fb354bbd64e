package io.github.selftest.boot.check.pool;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

class RecentTimesTests {

	private final AtomicLong now = new AtomicLong(Duration.ofDays(1).toNanos());

	private final RecentTimes times = new RecentTimes(Duration.ofMinutes(5), this.now::get);

	@Test
	void tellsAFewToTheLast() {
		for (int millis = 1; millis <= 50; millis++) {
			this.times.add(millis * 1000L);
		}
		assertThat(this.times.percentiles(0.5, 0.9, 0.99, 1)).containsExactly(25, 45, 50, 50);
		assertThat(this.times.count()).isEqualTo(50);
	}

	@Test
	void keepsTheWholeWindowHoweverBusyItsEndIs() {
		// a tenth of the time, and of what was done, took long; a thousand times each
		// second
		for (int second = 0; second < 300; second++) {
			for (int i = 0; i < 1000; i++) {
				this.times.add((second < 30) ? 100_000 : 1000);
			}
			this.now.addAndGet(Duration.ofSeconds(1).toNanos());
		}
		assertThat(this.times.percentiles(0.5, 0.95)).containsExactly(1, 100);
		assertThat(this.times.count()).isEqualTo(300_000);
	}

	@Test
	void weighsATimeOfManyMoreThanATimeOfFew() {
		for (int i = 0; i < 60; i++) {
			this.times.add(100_000);
		}
		this.now.addAndGet(Duration.ofSeconds(30).toNanos());
		for (int i = 0; i < 60_000; i++) {
			this.times.add(i);
		}
		double[] seen = this.times.percentiles(0.5, 0.99);
		assertThat(seen[0]).isCloseTo(30, within(25.0));
		assertThat(seen[1]).isLessThan(61);
	}

	@Test
	void forgetsWhatIsOlderThanTheWindow() {
		this.times.add(7000);
		this.now.addAndGet(Duration.ofMinutes(4).toNanos());
		assertThat(this.times.percentiles(0.5)).containsExactly(7);
		this.now.addAndGet(Duration.ofMinutes(2).toNanos());
		assertThat(this.times.percentiles(0.5)).isEmpty();
		assertThat(this.times.count()).isZero();
		this.times.add(9000);
		assertThat(this.times.percentiles(0.5, 0.99)).containsExactly(9, 9);
	}

}
