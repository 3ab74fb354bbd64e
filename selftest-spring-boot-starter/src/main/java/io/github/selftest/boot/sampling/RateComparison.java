package io.github.selftest.boot.sampling;

/**
 * Compares the rate of errors of a new version with that of a stable one, look by look,
 * without an assumption about either rate.
 * <p>
 * Given the number of errors that both had since the last look, each is the new version's
 * with the chance q(1) if the rates are equal, where q(r) = r m / (r m + n) for m
 * requests of the new version and n of the stable one, and with the chance q(r) if its
 * rate is r times as high. The evidence is a mixture over ratios r greater than 1 of the
 * product over all looks of (q(r)/q(1))^a ((1-q(r))/(1-q(1)))^b, for a errors of the new
 * version and b of the stable one. By Ville's inequality the chance that it ever reaches
 * 1/alpha while the new version is no worse is at most alpha. After M. Lindon, C. Sanden,
 * V. Shirikian, "Rapid Regression Detection in Software Deployments through Sequential
 * Testing", KDD 2022, arXiv 2205.14762, with a prior on a few ratios in place of a Beta
 * prior, as it asks one-sided and finds a fourfold rate sooner.
 * <p>
 * Not safe for use by several threads.
 *
 * @since 0.1.0
 */
public final class RateComparison {

	private static final double[] RATIOS = { 2, 3.5, 6, 12, 30 };

	private static final double[] LOG_WEIGHTS = logs(0.15, 0.35, 0.25, 0.15, 0.1);

	private final double[] logs = LOG_WEIGHTS.clone();

	private long newRequests;

	private long newErrors;

	private long stableRequests;

	private long stableErrors;

	/**
	 * Add what happened since the last look. The numbers of requests must be counted, not
	 * estimated from weights.
	 * @param requests requests of the new version
	 * @param errors those of them that failed
	 * @param stableRequests requests of the stable version
	 * @param stableErrors those of them that failed
	 */
	public void add(long requests, long errors, long stableRequests, long stableErrors) {
		if (requests > 0 && stableRequests > 0) {
			addEvidence(requests, errors, stableRequests, stableErrors);
		}
		this.newRequests += requests;
		this.newErrors += errors;
		this.stableRequests += stableRequests;
		this.stableErrors += stableErrors;
	}

	private void addEvidence(long requests, long errors, long stableRequests, long stableErrors) {
		double equal = (double) requests / (requests + stableRequests);
		for (int i = 0; i < RATIOS.length; i++) {
			double times = RATIOS[i] * requests / (RATIOS[i] * requests + stableRequests);
			this.logs[i] += errors * Math.log(times / equal) + stableErrors * Math.log((1 - times) / (1 - equal));
		}
	}

	/**
	 * Return the evidence that the new version fails more often.
	 * @return the natural logarithm of the evidence
	 */
	public double logEvidence() {
		return RateEvidence.logSum(this.logs, this.logs.length);
	}

	public long newRequests() {
		return this.newRequests;
	}

	public long newErrors() {
		return this.newErrors;
	}

	public long stableRequests() {
		return this.stableRequests;
	}

	public long stableErrors() {
		return this.stableErrors;
	}

	/**
	 * Return how many times as often the new version fails.
	 * @return the ratio of the rates, with half an error added to each side so that it is
	 * finite; 1 without requests
	 */
	public double ratio() {
		if (this.newRequests == 0 || this.stableRequests == 0) {
			return 1;
		}
		return ((this.newErrors + 0.5) / this.newRequests) / ((this.stableErrors + 0.5) / this.stableRequests);
	}

	private static double[] logs(double... weights) {
		double[] logs = new double[weights.length];
		for (int i = 0; i < logs.length; i++) {
			logs[i] = Math.log(weights[i]);
		}
		return logs;
	}

}
