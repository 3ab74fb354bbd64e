package io.github.selftest.boot.check.slo;

import java.time.Duration;
import java.util.function.ToLongFunction;

import io.github.selftest.api.Status;
import io.github.selftest.boot.sampling.RateEvidence;
import io.github.selftest.boot.sampling.RequestCounts;
import io.github.selftest.boot.sampling.RequestRecorder;

/**
 * Decides from counts whether a rate is past its limit. Most of the accepted chance of a
 * false alarm is spent on a quarter of an hour and the one under way, so on all that a
 * young pod has seen; the rest on the last two minutes, so that an old pod sees at once
 * what has begun now.
 *
 * @param strict whether a pass has to be proven
 * @param minimumRequests the requests below which nothing passes
 * @param minimumBad the bad requests below which nothing fails
 * @param falseAlarms the accepted chance of a false alarm in half an hour
 */
record Evidence(boolean strict, int minimumRequests, int minimumBad, double falseAlarms) {

	private static final Duration LONG = Duration.ofMinutes(15);

	private static final Duration SHORT = Duration.ofMinutes(2);

	private static final double LONG_PART = 0.9;

	/** Starts of short periods in half an hour. */
	private static final int SHORT_PERIODS = 15;

	/**
	 * Return the requests that an answer now rests on.
	 * @param recorder the recorder
	 * @param warmUp how long to leave requests out after the first one
	 * @return the requests
	 */
	static Look look(RequestRecorder recorder, Duration warmUp) {
		return new Look(recorder.sincePreviousPeriod(LONG, warmUp), recorder.sincePreviousPeriod(SHORT, warmUp));
	}

	/**
	 * Share the accepted chance of a false alarm.
	 * @param questions the number of questions that are asked of the same requests
	 * @return the evidence that each of them needs
	 */
	Evidence forEachOf(int questions) {
		return new Evidence(this.strict, this.minimumRequests, this.minimumBad, this.falseAlarms / questions);
	}

	/**
	 * Judge a rate.
	 * @param look what was seen
	 * @param bad counts the bad requests
	 * @param limit the greatest rate of bad requests that is good
	 * @return the status: FAIL when it is proven to be greater, PASS when it is not,
	 * INCONCLUSIVE when not enough was seen
	 */
	Status judge(Look look, ToLongFunction<RequestCounts> bad, double limit) {
		if (isProvenBad(look, bad, limit)) {
			return Status.FAIL;
		}
		if (look.all().total() < this.minimumRequests) {
			return Status.INCONCLUSIVE;
		}
		return (!this.strict || isProvenGood(look, bad, limit)) ? Status.PASS : Status.INCONCLUSIVE;
	}

	boolean isProvenBad(Look look, ToLongFunction<RequestCounts> bad, double limit) {
		return proves(look.all(), bad, limit, this.falseAlarms * LONG_PART)
				|| proves(look.recent(), bad, limit, this.falseAlarms * (1 - LONG_PART) / SHORT_PERIODS);
	}

	private boolean proves(RequestCounts counts, ToLongFunction<RequestCounts> bad, double limit, double falseAlarms) {
		long count = bad.applyAsLong(counts);
		return count >= this.minimumBad
				&& RateEvidence.proves(RateEvidence.above(limit, count, counts.total()), falseAlarms);
	}

	private boolean isProvenGood(Look look, ToLongFunction<RequestCounts> bad, double limit) {
		RequestCounts all = look.all();
		return RateEvidence.proves(RateEvidence.below(limit, bad.applyAsLong(all), all.total()), this.falseAlarms);
	}

	/**
	 * What was seen.
	 *
	 * @param all the requests of at least a quarter of an hour, or since the birth
	 * @param recent the requests of at least two minutes, or since the birth
	 */
	record Look(RequestCounts all, RequestCounts recent) {

	}

}
