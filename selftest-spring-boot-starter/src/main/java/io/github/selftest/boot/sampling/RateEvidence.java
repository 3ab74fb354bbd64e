package io.github.selftest.boot.sampling;

/**
 * How strongly counts speak against "the rate is within the limit", in a way that may be
 * asked after each request.
 * <p>
 * The evidence is a mixture of likelihood ratios, sum over j of w_j (q_j/p)^k
 * ((1-q_j)/(1-p))^(n-k), where p is the limit, k of n requests are bad, and each q_j is a
 * rate on the other side of p. While the true rate is within the limit the expected value
 * of each factor is at most 1, so the product is a nonnegative supermartingale that
 * starts at 1, and by Ville's inequality the chance that it <em>ever</em> reaches 1/alpha
 * is at most alpha. Sources: J. Ville, "Étude critique de la notion de collectif", 1939;
 * A. Ramdas, P. Grünwald, V. Vovk, G. Shafer, "Game-Theoretic Statistics and Safe
 * Anytime-Valid Inference", 2023, arXiv 2210.01948, sections 2 and 3.
 *
 * @since 0.1.0
 */
public final class RateEvidence {

	/** How many times the limit a rate may be that is past it. */
	private static final double[] WORSE = { 1.25, 1.5, 2, 3, 4, 6, 10, 16, 25, 40 };

	/** Which part of the limit a rate may be that is within it. */
	private static final double[] BETTER = { 0, 0.1, 0.25, 0.5, 0.75 };

	private static final double WORST = 0.95;

	private RateEvidence() {
	}

	/**
	 * Return the evidence that a rate is greater than a limit.
	 * @param limit the limit, between 0 and 1
	 * @param bad the number of bad requests
	 * @param total the number of all requests
	 * @return the natural logarithm of the evidence
	 */
	public static double above(double limit, long bad, long total) {
		double[] logs = new double[WORSE.length + 1];
		int count = 0;
		for (double times : WORSE) {
			if (limit * times < WORST) {
				logs[count++] = ratio(limit * times, limit, bad, total);
			}
		}
		double worst = Math.max(WORST, (1 + limit) / 2);
		logs[count++] = ratio(worst, limit, bad, total);
		return logSum(logs, count) - Math.log(count);
	}

	/**
	 * Return the evidence that a rate is less than a limit.
	 * @param limit the limit, between 0 and 1
	 * @param bad the number of bad requests
	 * @param total the number of all requests
	 * @return the natural logarithm of the evidence
	 */
	public static double below(double limit, long bad, long total) {
		double[] logs = new double[BETTER.length];
		for (int i = 0; i < BETTER.length; i++) {
			logs[i] = ratio(limit * BETTER[i], limit, bad, total);
		}
		return logSum(logs, logs.length) - Math.log(logs.length);
	}

	/**
	 * Return whether evidence suffices.
	 * @param logEvidence the natural logarithm of the evidence
	 * @param falseAlarms the accepted chance of a false alarm
	 * @return whether it does
	 */
	public static boolean proves(double logEvidence, double falseAlarms) {
		return logEvidence >= -Math.log(falseAlarms);
	}

	private static double ratio(double rate, double limit, long bad, long total) {
		return times(bad, Math.log(rate / limit)) + times(total - bad, Math.log((1 - rate) / (1 - limit)));
	}

	/** Nothing happened is no contradiction, not even to what cannot happen. */
	private static double times(long count, double log) {
		return (count == 0) ? 0 : count * log;
	}

	static double logSum(double[] logs, int count) {
		double max = Double.NEGATIVE_INFINITY;
		for (int i = 0; i < count; i++) {
			max = Math.max(max, logs[i]);
		}
		double sum = 0;
		for (int i = 0; i < count; i++) {
			sum += Math.exp(logs[i] - max);
		}
		return max + Math.log(sum);
	}

}
