package io.github.selftest.boot.sampling;

import java.time.Duration;
import java.util.Random;
import java.util.function.IntToDoubleFunction;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

class TrendTests {

	private static final long MINUTE = Duration.ofMinutes(1).toNanos();

	@Test
	void tellsTheSlopeOfALine() {
		Trend trend = series(20, (i) -> 3 + 2 * i).trend();
		assertThat(trend.perMinute()).isEqualTo(2, within(1e-9));
		assertThat(trend.rise()).isEqualTo(38, within(1e-9));
		assertThat(trend.rises(4, 30)).isTrue();
		assertThat(series(20, (i) -> 3 - 2 * i).trend().significance()).isNegative();
	}

	@Test
	void isNotImpressedBySingleWildValues() {
		assertThat(series(20, (i) -> (i == 19) ? 1000 : 5).trend().rises(2, 1)).isFalse();
		assertThat(series(30, (i) -> 5).trend().significance()).isZero();
	}

	@Test
	void seldomTakesNoiseForARise() {
		int alarms = 0;
		for (int seed = 0; seed < 1000; seed++) {
			Random random = new Random(seed);
			alarms += (series(40, (i) -> random.nextGaussian()).trend().significance() >= 3) ? 1 : 0;
		}
		assertThat(alarms).isLessThan(8);
	}

	@Test
	void forgetsWhatIsOlderThanTheWindow() {
		Series series = new Series(Duration.ofMinutes(10), 100);
		for (int i = 0; i < 60; i++) {
			series.add(i * MINUTE, i);
		}
		assertThat(series.size()).isEqualTo(11);
		assertThat(series.span()).isEqualTo(Duration.ofMinutes(10));
		assertThat(series.atFirst(1)).isEqualTo(49);
		assertThat(series.recently(3)).isEqualTo(58);
		assertThat(series.floor(4)).isEqualTo(56);
	}

	@Test
	void leavesOutWhatComesTooOftenSoThatTheWindowStaysFull() {
		Series series = new Series(Duration.ofMinutes(10), 10);
		for (int i = 0; i < 1200; i++) {
			series.add(i * MINUTE / 60, i);
		}
		assertThat(series.size()).isLessThanOrEqualTo(10);
		assertThat(series.span()).isGreaterThanOrEqualTo(Duration.ofMinutes(9));
	}

	@Test
	void knowsNothingOfLessThanThreeValues() {
		assertThat(series(2, (i) -> i).trend().significance()).isZero();
		assertThat(new Series(Duration.ofMinutes(1), 5).recently(3)).isZero();
	}

	private static Series series(int size, IntToDoubleFunction value) {
		Series series = new Series(Duration.ofHours(2), 1000);
		for (int i = 0; i < size; i++) {
			series.add(i * MINUTE, value.applyAsDouble(i));
		}
		return series;
	}

}
