package io.github.selftest.benchmarks;

import java.util.List;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link Interval} and {@link Target}.
 */
class IntervalTests {

	@Test
	void leavesOutAsManyValuesAsTheBinomialDistributionAllows() {
		assertThat(IntStream.of(6, 8, 9, 12, 15, 20, 30).map(Interval::outside)).containsExactly(0, 0, 1, 2, 3, 5, 9);
	}

	@Test
	void reachesFromTheSixthToTheFifteenthOfTwentyValues() {
		List<Double> sample = IntStream.rangeClosed(1, 20).mapToObj((i) -> 21.0 - i).toList();
		assertThat(Interval.of(sample)).isEqualTo(new Interval(6, 10.5, 15));
	}

	@Test
	void takesAllOfAFewValues() {
		assertThat(Interval.of(List.of(3.0, 1.0, 2.0))).isEqualTo(new Interval(1, 2, 3));
		assertThat(Interval.of(List.of(1.0))).isEqualTo(new Interval(1, 1, 1));
	}

	@Test
	void reachesATargetWithBothEndsOnly() {
		Interval interval = new Interval(1.02, 1.04, 1.06);
		assertThat(Target.atMost(1.07).outcome(interval)).isEqualTo("reached");
		assertThat(Target.atMost(1.05).outcome(interval)).isEqualTo("not shown");
		assertThat(Target.atMost(1.01).outcome(interval)).isEqualTo("not reached");
		assertThat(Target.atLeast(1.02).outcome(interval)).isEqualTo("reached");
		assertThat(Target.atLeast(1.03).outcome(interval)).isEqualTo("not shown");
	}

}
