package io.github.selftest.boot.check.slo;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import io.github.selftest.api.Check;
import io.github.selftest.api.CheckResult;
import io.github.selftest.api.Finding;
import io.github.selftest.api.Measurement;
import io.github.selftest.api.Status;
import io.github.selftest.boot.check.StaticChecks;
import io.github.selftest.boot.sampling.RequestCounts;

/**
 * The checks of the requests of users.
 */
final class RequestChecks implements StaticChecks {

	private static final Duration SHORT = Duration.ofMinutes(5);

	private static final Duration LONG = Duration.ofMinutes(30);

	/** Requests beyond a quantile without which it says nothing. */
	private static final int BEYOND = 5;

	private final SloCheckProperties properties;

	private final Traffic traffic;

	private final Evidence evidence;

	RequestChecks(SloCheckProperties properties, Traffic traffic, Evidence evidence) {
		this.properties = properties;
		this.traffic = traffic;
		this.evidence = evidence;
	}

	@Override
	public List<Check> checks() {
		List<Check> checks = new ArrayList<>();
		checks.add(SloCheck.ofCanary("sloSuccessRate", "Requests of users succeed", (run) -> successRate()));
		checks.add(SloCheck.ofCanary("sloLatency", "Requests of users are answered in time", (run) -> latency()));
		checks.add(SloCheck.ofContinuous("sloErrorBudget", "The error budget lasts", (run) -> errorBudget()));
		checks
			.add(SloCheck.ofContinuous("sloResponseTimes", "Response times are as expected", (run) -> responseTimes()));
		this.properties.ofRoutes().forEach((name, objectives) -> checks.add(route(name, objectives)));
		return checks;
	}

	private CheckResult successRate() {
		Evidence.Look look = Evidence.look(this.traffic.all(), Duration.ZERO);
		RequestJudge judge = judge();
		return CheckResult.of(List.of(judge.successRate(look, this.traffic.whereItFails())), judge.rates(look));
	}

	private CheckResult latency() {
		Evidence.Look look = Evidence.look(this.traffic.all(), this.properties.warmUp());
		RequestJudge judge = judge();
		return CheckResult.of(judge.latencies(look, this.traffic.whereItIsSlow()), judge.quantiles(look));
	}

	private RequestJudge judge() {
		return new RequestJudge(this.traffic.all(), this.properties.all(), this.evidence, "Requests of users");
	}

	private Check route(String name, RequestObjectives objectives) {
		String id = Names.id("sloRoute", name);
		String path = this.traffic.patternOf(name);
		RequestJudge judge = new RequestJudge(this.traffic.ofRoute(name), objectives, this.evidence.forEachOf(2),
				"Requests of '" + path + "'");
		return SloCheck.ofCanary(id, "Objectives of " + path, (run) -> {
			Evidence.Look look = Evidence.look(this.traffic.ofRoute(name), Duration.ZERO);
			Evidence.Look warm = Evidence.look(this.traffic.ofRoute(name), this.properties.warmUp());
			List<Finding> findings = new ArrayList<>(List.of(judge.successRate(look, "")));
			findings.addAll(judge.latencies(warm, ""));
			List<Measurement> measurements = new ArrayList<>(judge.rates(look));
			measurements.addAll(judge.quantiles(warm));
			return CheckResult.of(findings, measurements);
		});
	}

	private CheckResult errorBudget() {
		double allowed = 1 - this.properties.successRate();
		RequestCounts recent = this.traffic.all().last(SHORT);
		RequestCounts longer = this.traffic.all().last(LONG);
		double slowest = Math.min(recent.errorRate(), longer.errorRate()) / allowed;
		Status status = burning(recent, slowest);
		Finding finding = (status == Status.INCONCLUSIVE) ? tooFew(Codes.ERROR_BUDGET, recent)
				: Codes.ERROR_BUDGET
					.finding(status,
							"Requests of users: %d of %d failed in 5 min, %d of %d in 30 min%s".formatted(
									recent.errors(), recent.total(), longer.errors(), longer.total(),
									(status == Status.PASS) ? "" : this.traffic.whereItFails()))
					.withValues("error budget used %s times as fast as allowed".formatted(Codes.number(slowest)),
							"at most 1 time")
					.withRemedy("Look for server errors in the log of this instance");
		return CheckResult.of(List.of(finding),
				List.of(Measurement.of("burn", slowest, "ratio").withLimit(this.properties.alertBurn()),
						Measurement.of("burn5m", recent.errorRate() / allowed, "ratio"),
						Measurement.of("burn30m", longer.errorRate() / allowed, "ratio")));
	}

	private Finding tooFew(Codes rule, RequestCounts recent) {
		return rule.tooFewRequests("Requests of users", recent, "5 min",
				Math.max(this.evidence.minimumRequests(), recent.total() + 1));
	}

	private Status burning(RequestCounts recent, double burn) {
		if (recent.errors() >= this.evidence.minimumBad() && burn > 1) {
			return (burn > this.properties.alertBurn()) ? Status.FAIL : Status.WARN;
		}
		return (recent.total() < this.evidence.minimumRequests()) ? Status.INCONCLUSIVE : Status.PASS;
	}

	private CheckResult responseTimes() {
		RequestCounts recent = this.traffic.all().last(SHORT);
		List<Finding> findings = new ArrayList<>();
		List<Measurement> measurements = new ArrayList<>();
		for (LatencyObjective objective : this.properties.all().latencies()) {
			Duration seen = recent.quantile(objective.share());
			measurements.add(0, Measurement.of(objective.name(), seen).withLimit(objective.alert().toNanos() / 1e6));
			if (recent.total() * objective.allowedAbove() >= BEYOND) {
				findings.add(responseTime(objective, recent, seen));
			}
		}
		if (recent.total() < this.evidence.minimumRequests() || findings.isEmpty()) {
			findings = List.of(tooFew(Codes.RESPONSE_TIME, recent));
		}
		return CheckResult.of(findings, measurements);
	}

	private Finding responseTime(LatencyObjective objective, RequestCounts recent, Duration seen) {
		boolean isSlow = recent.slowerThan(objective.target()) > recent.total() * objective.allowedAbove();
		boolean isTooSlow = recent.slowerThan(objective.alert()) > recent.total() * objective.allowedAbove();
		Status status = isTooSlow ? Status.FAIL : isSlow ? Status.WARN : Status.PASS;
		return Codes.RESPONSE_TIME
			.finding(status,
					"Requests of users: %s is %s%s".formatted(objective.name(), Codes.millis(seen),
							isSlow ? this.traffic.whereItIsSlow() : ""))
			.withValues(Codes.millis(seen),
					"at most " + Codes.millis(isTooSlow ? objective.alert() : objective.target()))
			.withRemedy("Look for what is slow, or set 'selftest.check.slo.%s' to what users expect"
				.formatted(objective.name()));
	}

}
