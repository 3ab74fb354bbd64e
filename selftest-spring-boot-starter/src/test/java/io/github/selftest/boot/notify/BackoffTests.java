package io.github.selftest.boot.notify;

import java.time.Duration;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class BackoffTests {

	private final Backoff backoff = new Backoff(Duration.ofSeconds(1), Duration.ofMinutes(1), () -> 0.5);

	@Test
	void doublesUpToTheLongestTime() {
		assertThat(seconds(1)).isEqualTo(1);
		assertThat(seconds(2)).isEqualTo(2);
		assertThat(seconds(5)).isEqualTo(16);
		assertThat(seconds(7)).isEqualTo(60);
		assertThat(seconds(1_000_000)).isEqualTo(60);
	}

	@Test
	void spreadsByAQuarterEachWay() {
		assertThat(new Backoff(Duration.ofSeconds(1), Duration.ofMinutes(1), () -> 0).nanos(1, null))
			.isEqualTo(750_000_000);
		assertThat(new Backoff(Duration.ofSeconds(1), Duration.ofMinutes(1), () -> 1).nanos(1, null))
			.isEqualTo(1_250_000_000);
	}

	@Test
	void waitsAsLongAsTheTargetAsksButNotForEver() {
		assertThat(this.backoff.nanos(1, Duration.ofSeconds(30))).isEqualTo(30_000_000_000L);
		assertThat(this.backoff.nanos(1, Duration.ofDays(365))).isEqualTo(60_000_000_000L);
		assertThat(this.backoff.nanos(3, Duration.ZERO)).isEqualTo(4_000_000_000L);
	}

	private double seconds(int failures) {
		return this.backoff.nanos(failures, null) / 1e9;
	}

}
