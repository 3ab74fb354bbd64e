package io.github.selftest.benchmarks.load;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link Latencies}.
 */
class LatenciesTests {

	@Test
	void takesTheLeastTimeThatSoManyAnswersTookAtMost() {
		Latencies latencies = new Latencies();
		for (int i = 100_000; i > 0; i--) {
			latencies.add(i * 1000L);
		}
		assertThat(latencies.count()).isEqualTo(100_000);
		assertThat(latencies).hasToString("p50=50000 p95=95000 p99=99000");
	}

	@Test
	void takesTheSlowestOfAFew() {
		Latencies latencies = new Latencies();
		latencies.add(7_000);
		latencies.add(3_000);
		assertThat(latencies).hasToString("p50=3 p95=7 p99=7");
	}

	@Test
	void saysZeroWithoutAnswers() {
		assertThat(new Latencies().quantile(0.99)).isZero();
	}

}
