package io.github.selftest.boot.check.slo;

import java.time.Duration;
import java.util.List;

import io.github.selftest.api.Check;
import io.github.selftest.api.CheckResult;
import io.github.selftest.api.Measurement;
import io.github.selftest.api.Status;
import io.github.selftest.boot.sampling.RequestCounts;

/**
 * Whether this instance fails more often than what was counted before. As the baseline is
 * a sample itself, the limit is the upper end of its 95 % interval (Wilson), times the
 * minimum effect.
 */
final class BaselineComparison {

	private static final double Z = 1.959964;

	private static final double MAX_LIMIT = 0.9;

	private final Traffic traffic;

	private final Evidence evidence;

	private final double limit;

	private BaselineComparison(Traffic traffic, Evidence evidence, double limit) {
		this.traffic = traffic;
		this.evidence = evidence;
		this.limit = limit;
	}

	static Check of(SloEvidenceProperties properties, Traffic traffic) {
		SloEvidenceProperties.Baseline baseline = properties.baseline();
		double limit = Math.min(MAX_LIMIT, properties.minimumEffect() * upper(baseline.errors(), baseline.requests()));
		BaselineComparison comparison = new BaselineComparison(traffic, properties.toEvidence(), limit);
		return SloCheck.ofCanary("sloAgainstBaseline", "No worse than the baseline", (run) -> comparison.look());
	}

	static double upper(long errors, long requests) {
		double rate = (double) errors / requests;
		double spread = Z * Math.sqrt(rate * (1 - rate) / requests + Z * Z / (4.0 * requests * requests));
		return (rate + Z * Z / (2.0 * requests) + spread) / (1 + Z * Z / requests);
	}

	private CheckResult look() {
		Evidence.Look look = Evidence.look(this.traffic.all(), Duration.ZERO);
		Status status = this.evidence.judge(look, RequestCounts::errors, this.limit);
		RequestCounts all = look.all();
		String counts = "Requests of users: %d of %d failed".formatted(all.errors(), all.total());
		return CheckResult.of(
				List.of(((status == Status.INCONCLUSIVE && all.errors() == 0) ? Codes.FEW_SAMPLES : Codes.BASELINE)
					.finding(status,
							(status == Status.INCONCLUSIVE) ? counts + ", which is too few to tell"
									: counts + ((status == Status.FAIL) ? this.traffic.whereItFails() : ""))
					.withValues("error rate " + Codes.number(all.errorRate()),
							"at most " + Codes.number(this.limit) + ", as far as the baseline tells")),
				List.of(Measurement.of("errorRate", all.errorRate(), "ratio").withLimit(this.limit)));
	}

}
