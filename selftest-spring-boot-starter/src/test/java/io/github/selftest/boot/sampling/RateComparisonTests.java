package io.github.selftest.boot.sampling;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.apache.commons.statistics.distribution.BinomialDistribution;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Repeats the simulation of the practice: 100 requests of the canary and 900 of the
 * stable version a look, of which 0.5 % fail where nothing is wrong.
 */
class RateComparisonTests {

	private static final double ALPHA = 0.05;

	private static final double BASE = 0.005;

	private static final int RUNS = 4_000;

	private static final int LOOKS = 20;

	private static final Path DOCUMENT = Path.of("..", "docs", "canary.md");

	@Test
	void keepsItsPromisesAndTheDocumentSaysSo() throws IOException {
		Curve same = new Curve(1);
		Curve twice = new Curve(2);
		Curve fourfold = new Curve(4);
		Curve tenfold = new Curve(10);

		assertThat(same.foundWithin(20)).isLessThanOrEqualTo(0.05);
		assertThat(fourfold.foundWithin(10)).isGreaterThanOrEqualTo(0.90);
		assertThat(fourfold.foundWithin(20)).isGreaterThanOrEqualTo(0.99);
		assertThat(tenfold.foundWithin(4)).isGreaterThanOrEqualTo(0.95);
		String rows = IntStream.of(1, 2, 4, 7, 10, 15, 20)
			.mapToObj((look) -> row(look, same, twice, fourfold, tenfold))
			.collect(Collectors.joining());
		assertDocumented("| look | same rate | 2 x | 4 x | 10 x |\n|---|---|---|---|---|\n" + rows);
	}

	@Test
	void accusesNobodyWithoutRequestsOfBoth() {
		RateComparison comparison = new RateComparison();
		comparison.add(100, 50, 0, 0);
		comparison.add(0, 0, 900, 0);

		assertThat(comparison.logEvidence()).isCloseTo(0, org.assertj.core.data.Offset.offset(1e-9));
		assertThat(comparison.newErrors()).isEqualTo(50);
		assertThat(comparison.stableRequests()).isEqualTo(900);
	}

	@Test
	void asksForMoreThanATestWithOneLook() {
		for (int errors = 1; errors <= 60; errors++) {
			BinomialDistribution honest = BinomialDistribution.of(errors, 0.1);
			for (int mine = 0; mine <= errors; mine++) {
				RateComparison comparison = new RateComparison();
				comparison.add(1_000, mine, 9_000, errors - mine);
				if (RateEvidence.proves(comparison.logEvidence(), ALPHA)) {
					assertThat(honest.survivalProbability(mine - 1)).isLessThanOrEqualTo(ALPHA);
				}
			}
		}
	}

	@Test
	void comparesRates() {
		RateComparison comparison = new RateComparison();
		assertThat(comparison.ratio()).isEqualTo(1);
		comparison.add(1_000, 39, 9_000, 44);
		comparison.add(0, 1, 0, 1);

		assertThat(comparison.ratio()).isBetween(7.9, 8.2);
	}

	private static String row(int look, Curve... curves) {
		return Arrays.stream(curves)
			.map((curve) -> String.format(Locale.ROOT, " %.1f %% |", 100 * curve.foundWithin(look)))
			.collect(Collectors.joining("", "| " + look + " |", "\n"));
	}

	private static void assertDocumented(String table) throws IOException {
		String text = Files.readString(DOCUMENT);
		if (Boolean.getBoolean("selftest.docs.write")) {
			int start = text.indexOf("| look | same rate |");
			int end = text.indexOf("\n\n", start) + 1;
			text = text.substring(0, start) + table + text.substring(end);
			Files.writeString(DOCUMENT, text);
		}
		assertThat(text).contains(table);
	}

	/**
	 * How often a canary that fails so many times as often is found within some looks.
	 */
	private static final class Curve {

		private final int[] foundAt = new int[LOOKS + 1];

		Curve(double times) {
			Random random = new Random(20_190_807 + Math.round(times));
			for (int run = 0; run < RUNS; run++) {
				int look = lookThatFinds(random, times);
				if (look > 0) {
					this.foundAt[look]++;
				}
			}
		}

		private static int lookThatFinds(Random random, double times) {
			RateComparison comparison = new RateComparison();
			for (int look = 1; look <= LOOKS; look++) {
				comparison.add(100, errors(random, 100, BASE * times), 900, errors(random, 900, BASE));
				if (RateEvidence.proves(comparison.logEvidence(), ALPHA) && comparison.newErrors() >= 3) {
					return look;
				}
			}
			return 0;
		}

		/** Skips from error to error, as nearly all requests are well. */
		private static int errors(Random random, int requests, double rate) {
			int errors = 0;
			double log = Math.log(1 - rate);
			int request = (int) (Math.log(1 - random.nextDouble()) / log);
			while (request < requests) {
				errors++;
				request += 1 + (int) (Math.log(1 - random.nextDouble()) / log);
			}
			return errors;
		}

		double foundWithin(int looks) {
			return Arrays.stream(this.foundAt, 1, looks + 1).sum() / (double) RUNS;
		}

	}

}
