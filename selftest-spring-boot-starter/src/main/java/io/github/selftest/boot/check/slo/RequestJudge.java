package io.github.selftest.boot.check.slo;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

import io.github.selftest.api.Finding;
import io.github.selftest.api.Measurement;
import io.github.selftest.api.Status;
import io.github.selftest.boot.sampling.RequestCounts;
import io.github.selftest.boot.sampling.RequestRecorder;

/**
 * Holds requests against objectives, with evidence.
 */
final class RequestJudge {

	private static final int[] MINUTES = { 1, 2, 5, 30 };

	private final RequestRecorder recorder;

	private final RequestObjectives objectives;

	private final Evidence evidence;

	private final String subject;

	/**
	 * Create a judge.
	 * @param recorder the requests
	 * @param objectives what they have to keep to
	 * @param evidence how much has to be seen
	 * @param subject whose requests they are, at the start of a sentence
	 */
	RequestJudge(RequestRecorder recorder, RequestObjectives objectives, Evidence evidence, String subject) {
		this.recorder = recorder;
		this.objectives = objectives;
		this.evidence = evidence;
		this.subject = subject;
	}

	Finding successRate(Evidence.Look look, String where) {
		double limit = this.objectives.successRate();
		Status status = this.evidence.judge(look, RequestCounts::errors, 1 - limit);
		if (status == Status.INCONCLUSIVE) {
			return tooFew(Codes.SUCCESS_RATE, look);
		}
		RequestCounts shown = shown(look, status);
		String message = (status == Status.FAIL)
				? "%s: %d of %d failed%s".formatted(this.subject, shown.errors(), shown.total(), where)
				: "%s: %d of %d failed in %s".formatted(this.subject, shown.errors(), shown.total(),
						Codes.span(shown.seconds()));
		return Codes.SUCCESS_RATE.finding(status, message)
			.withValues("success rate " + Codes.number(1 - shown.errorRate()), "at least " + Codes.number(limit))
			.withRemedy("Look for server errors in the log of this instance");
	}

	/** What has begun now is better told by what was seen now. */
	private static RequestCounts shown(Evidence.Look look, Status status) {
		boolean isRecent = status == Status.FAIL && look.recent().errorRate() > look.all().errorRate();
		return isRecent ? look.recent() : look.all();
	}

	private Finding tooFew(Codes rule, Evidence.Look look) {
		RequestCounts all = look.all();
		if (all.total() < this.evidence.minimumRequests()) {
			return rule.tooFewRequests(this.subject, all, Codes.span(all.seconds()), this.evidence.minimumRequests());
		}
		return ((all.errors() > 0) ? rule : Codes.FEW_SAMPLES)
			.finding(Status.INCONCLUSIVE,
					"%s: %d seen%s, which does not prove yet that the objective is kept".formatted(this.subject,
							all.total(), (all.errors() > 0) ? ", " + all.errors() + " failed" : ""))
			.withRemedy("Wait for more, or set 'selftest.slo.evidence' to 'not-proven-bad'");
	}

	List<Finding> latencies(Evidence.Look look, String where) {
		Evidence each = this.evidence.forEachOf(this.objectives.latencies().size());
		return this.objectives.latencies().stream().map((objective) -> latency(objective, each, look, where)).toList();
	}

	private Finding latency(LatencyObjective objective, Evidence each, Evidence.Look look, String where) {
		Status status = each.judge(look, (counts) -> counts.slowerThan(objective.alert()), objective.allowedAbove());
		if (status == Status.INCONCLUSIVE) {
			return tooFew(Codes.LATENCY, look);
		}
		Duration limit = objective.alert();
		if (status == Status.PASS && each.isProvenBad(look, (counts) -> counts.slowerThan(objective.target()),
				objective.allowedAbove())) {
			status = Status.WARN;
			limit = objective.target();
		}
		RequestCounts all = look.all();
		double share = (all.total() > 0) ? (double) all.slowerThan(limit) / all.total() : 0;
		String message = "%s: %d of %d took longer than %s%s".formatted(this.subject, all.slowerThan(limit),
				all.total(), Codes.millis(limit), (status == Status.PASS) ? "" : where);
		return Codes.LATENCY.finding(status, message)
			.withValues(
					"%s %s, %s above %s".formatted(objective.name(), Codes.millis(all.quantile(objective.share())),
							Codes.percent(share), Codes.millis(limit)),
					"at most %s above %s".formatted(Codes.percent(objective.allowedAbove()), Codes.millis(limit)))
			.withRemedy("Look for what is slow, or set the objectives below 'selftest.check.slo' to what users expect");
	}

	/**
	 * Return the numbers that the success rate rests on, under the names by which the
	 * verdict finds them.
	 * @param look what was seen
	 * @return the measurements
	 */
	List<Measurement> rates(Evidence.Look look) {
		RequestCounts all = look.all();
		RequestCounts born = this.recorder.all();
		List<Measurement> measurements = new ArrayList<>();
		measurements
			.add(Measurement.of("successRate", 1 - all.errorRate(), "ratio").withLimit(this.objectives.successRate()));
		measurements.add(Measurement.of("samples", (double) all.total(), "count"));
		measurements.add(Measurement.of("errors", (double) all.errors(), "count"));
		measurements.add(Measurement.of("windowSeconds", all.seconds(), "s"));
		measurements.add(Measurement.of("requestsSinceStart", (double) born.total(), "count"));
		measurements.add(Measurement.of("errorsSinceStart", (double) born.errors(), "count"));
		for (int minutes : MINUTES) {
			RequestCounts last = this.recorder.last(Duration.ofMinutes(minutes));
			measurements.add(Measurement.of("successRate" + minutes + "m", 1 - last.errorRate(), "ratio"));
		}
		return measurements;
	}

	List<Measurement> quantiles(Evidence.Look look) {
		return this.objectives.latencies()
			.stream()
			.sorted((one, other) -> Double.compare(other.share(), one.share()))
			.map((objective) -> Measurement
				.of(objective.name().toLowerCase(Locale.ROOT), look.all().quantile(objective.share()))
				.withLimit(objective.alert().toNanos() / 1e6))
			.toList();
	}

}
