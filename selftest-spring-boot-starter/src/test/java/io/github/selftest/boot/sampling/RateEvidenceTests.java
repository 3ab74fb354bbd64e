package io.github.selftest.boot.sampling;

import java.util.Arrays;

import org.apache.commons.statistics.distribution.BinomialDistribution;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class RateEvidenceTests {

	private static final double ALPHA = 0.05;

	@ParameterizedTest
	@ValueSource(doubles = { 0.01, 0.05, 0.5 })
	void hardlyEverAccusesARateAtTheLimitThoughAskedAfterEachRequest(double limit) {
		assertThat(chanceToEverProve(limit, limit, true, 3_000)).isLessThanOrEqualTo(ALPHA);
		assertThat(chanceToEverProve(limit, limit / 2, true, 3_000)).isLessThan(ALPHA / 5);
	}

	@ParameterizedTest
	@ValueSource(doubles = { 0.01, 0.05, 0.5 })
	void hardlyEverAcquitsARateAtTheLimitThoughAskedAfterEachRequest(double limit) {
		assertThat(chanceToEverProve(limit, limit, false, 3_000)).isLessThanOrEqualTo(ALPHA);
	}

	@Test
	void findsARateThatIsPastTheLimit() {
		assertThat(chanceToEverProve(0.01, 0.1, true, 150)).isGreaterThan(0.95);
		assertThat(chanceToEverProve(0.01, 0.04, true, 800)).isGreaterThan(0.95);
		assertThat(chanceToEverProve(0.01, 1, true, 3)).isEqualTo(1);
	}

	@Test
	void needsAboutFourHundredCleanRequestsToProveTwoNines() {
		assertThat(RateEvidence.proves(RateEvidence.below(0.01, 0, 300), ALPHA)).isFalse();
		assertThat(RateEvidence.proves(RateEvidence.below(0.01, 0, 450), ALPHA)).isTrue();
	}

	@Test
	void asksForMoreThanATestWithOneLook() {
		for (int total : new int[] { 3, 30, 300, 3_000 }) {
			BinomialDistribution honest = BinomialDistribution.of(total, 0.01);
			for (int bad = 0; bad <= Math.min(total, 200); bad++) {
				if (RateEvidence.proves(RateEvidence.above(0.01, bad, total), ALPHA)) {
					assertThat(honest.survivalProbability(bad - 1)).isLessThanOrEqualTo(ALPHA);
				}
				if (RateEvidence.proves(RateEvidence.below(0.01, bad, total), ALPHA)) {
					assertThat(honest.cumulativeProbability(bad)).isLessThanOrEqualTo(ALPHA);
				}
			}
		}
	}

	@Test
	void isFiniteForAnyCounts() {
		for (double limit : new double[] { 0.0001, 0.01, 0.5, 0.97 }) {
			assertThat(RateEvidence.above(limit, 0, 0)).isZero();
			assertThat(RateEvidence.below(limit, 0, 0)).isZero();
			assertThat(RateEvidence.above(limit, 1_000_000_000L, 1_000_000_000L)).isFinite().isPositive();
			assertThat(RateEvidence.above(limit, 0, 1_000_000_000L)).isFinite().isNegative();
			assertThat(RateEvidence.below(limit, 1_000_000_000L, 1_000_000_000L)).isFinite().isNegative();
		}
	}

	/**
	 * Return the exact chance, by following the chance of each number of bad requests
	 * that has proven nothing so far.
	 */
	private static double chanceToEverProve(double limit, double rate, boolean above, int requests) {
		double[] chance = new double[requests + 2];
		chance[0] = 1;
		double proven = 0;
		for (int total = 1; total <= requests; total++) {
			for (int bad = total; bad >= 0; bad--) {
				double here = chance[bad] * (1 - rate) + ((bad > 0) ? chance[bad - 1] * rate : 0);
				if (here > 1e-15 && proves(limit, bad, total, above)) {
					proven += here;
					here = 0;
				}
				chance[bad] = (here > 1e-15) ? here : 0;
			}
		}
		assertThat(Arrays.stream(chance).sum() + proven).isBetween(0.999999, 1.000001);
		return proven;
	}

	private static boolean proves(double limit, int bad, int total, boolean above) {
		return RateEvidence
			.proves(above ? RateEvidence.above(limit, bad, total) : RateEvidence.below(limit, bad, total), ALPHA);
	}

}
