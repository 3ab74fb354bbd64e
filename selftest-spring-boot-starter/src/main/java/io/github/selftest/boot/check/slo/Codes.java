package io.github.selftest.boot.check.slo;

import java.time.Duration;
import java.util.Locale;

import io.github.selftest.api.Finding;
import io.github.selftest.api.Status;
import io.github.selftest.boot.sampling.RequestCounts;

/**
 * The rules, and numbers as people read them.
 */
enum Codes {

	/** Too little was seen to judge by. Nothing is wrong, and it passes by itself. */
	FEW_SAMPLES("few-samples"),

	/** Share of requests that succeed. */
	SUCCESS_RATE("success-rate"),

	/** Share of requests that are answered in time. */
	LATENCY("latency"),

	/** Speed at which the error budget is used up. */
	ERROR_BUDGET("error-budget"),

	/** Quantiles of the latency. */
	RESPONSE_TIME("response-time"),

	/** Use of the processors. */
	CPU("cpu"),

	/** Heap in use after a collection. */
	MEMORY("memory"),

	/** Number of threads. */
	THREADS("threads"),

	/** Use of file descriptors. */
	FILE_DESCRIPTORS("file-descriptors"),

	/** An objective over a meter. */
	OBJECTIVE("objective"),

	/** The comparison with stable instances. */
	STABLE("worse-than-stable"),

	/** The comparison with what was counted before. */
	BASELINE("worse-than-baseline");

	private final String rule;

	Codes(String rule) {
		this.rule = rule;
	}

	String code() {
		return "slo." + this.rule;
	}

	Finding finding(Status status, String message) {
		return Finding.of(status, code(), message);
	}

	/**
	 * Say that requests are too few to judge by. Where some of them have failed that is
	 * told by the rule itself, as it may be more than a matter of waiting.
	 * @param subject whose requests they are, at the start of a sentence
	 * @param seen the requests
	 * @param span in which time
	 * @param needed how many are needed
	 * @return the finding
	 */
	Finding tooFewRequests(String subject, RequestCounts seen, String span, long needed) {
		Codes code = (seen.errors() > 0) ? this : FEW_SAMPLES;
		return code
			.finding(Status.INCONCLUSIVE,
					"%s: %d seen in %s%s, %d more needed to tell".formatted(subject, seen.total(), span,
							(seen.errors() > 0) ? ", " + seen.errors() + " failed" : "", needed - seen.total()))
			.withValues(seen.total() + " requests", "at least " + needed)
			.withRemedy("Wait for more requests, or set 'selftest.slo.minimum-requests' lower");
	}

	static String number(double number) {
		String text = String.format(Locale.ROOT, "%.4f", number);
		return text.contains(".") ? text.replaceAll("\\.?0+$", "") : text;
	}

	static String percent(double share) {
		return number(share * 100) + " %";
	}

	static String millis(Duration duration) {
		return Math.round(duration.toNanos() / 1e6) + " ms";
	}

	static String span(double seconds) {
		return (seconds < 120) ? Math.round(seconds) + " s" : Math.round(seconds / 60) + " min";
	}

}
