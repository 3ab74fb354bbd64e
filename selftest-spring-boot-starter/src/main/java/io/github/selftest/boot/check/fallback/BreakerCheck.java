package io.github.selftest.boot.check.fallback;

import java.util.ArrayList;
import java.util.List;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreaker.Metrics;

import io.github.selftest.api.CheckContext;
import io.github.selftest.api.CheckDefinition;
import io.github.selftest.api.CheckResult;
import io.github.selftest.api.Finding;
import io.github.selftest.api.Groups;
import io.github.selftest.api.Measurement;
import io.github.selftest.api.Severity;
import io.github.selftest.boot.check.BuiltInCheck;

/**
 * Reads the state and the window of one breaker, and changes neither.
 */
final class BreakerCheck implements BuiltInCheck {

	private final CheckDefinition definition;

	private final CircuitBreaker breaker;

	private final double warnAboveSlowShare;

	BreakerCheck(String id, CircuitBreaker breaker, double warnAboveSlowShare) {
		this.definition = CheckDefinition.builder(id)
			.title("Circuit breaker '" + breaker.getName() + "'")
			.kind("fallback")
			.groups(Groups.CONTINUOUS)
			.severity(Severity.DEGRADING)
			.build();
		this.breaker = breaker;
		this.warnAboveSlowShare = warnAboveSlowShare;
	}

	@Override
	public CheckDefinition definition() {
		return this.definition;
	}

	@Override
	public CheckResult run(CheckContext context) {
		Metrics metrics = this.breaker.getMetrics();
		List<Finding> findings = new ArrayList<>();
		findings.add(state());
		if (metrics.getNumberOfNotPermittedCalls() > 0) {
			findings.add(notPermitted(metrics.getNumberOfNotPermittedCalls()));
		}
		if (metrics.getSlowCallRate() > this.warnAboveSlowShare * 100) {
			findings.add(slow(metrics));
		}
		return CheckResult.of(findings, measurements(metrics));
	}

	private Finding state() {
		String named = "Breaker '%s' ".formatted(this.breaker.getName());
		CircuitBreaker.State state = this.breaker.getState();
		Finding finding = switch (state) {
			case CLOSED -> Finding.pass("fallback.breaker-state", named + "is closed");
			case OPEN -> Finding.fail("fallback.breaker-state", named + "is open: calls are refused");
			case FORCED_OPEN ->
				Finding.fail("fallback.breaker-state", named + "is held open by hand: calls are refused");
			case HALF_OPEN -> Finding.warn("fallback.breaker-state", named + "is half-open: few calls are let through");
			case DISABLED, METRICS_ONLY ->
				Finding.warn("fallback.breaker-state", named + "is switched off: it protects nothing");
		};
		return finding.withValues(state.name(), "CLOSED").withRemedy(remedy(state));
	}

	private static String remedy(CircuitBreaker.State state) {
		return switch (state) {
			case FORCED_OPEN, DISABLED, METRICS_ONLY ->
				"Close it by hand again, or correct 'initial-state' in its configuration";
			default -> "Look at what it calls; the breaker closes by itself when that answers again";
		};
	}

	private Finding notPermitted(long calls) {
		return Finding
			.warn("fallback.not-permitted",
					"Breaker '%s' has refused %d calls since it opened".formatted(this.breaker.getName(), calls))
			.withValues(String.valueOf(calls), "0")
			.withRemedy("Look at what it calls, and at the fallbacks that serve in its place");
	}

	private Finding slow(Metrics metrics) {
		return Finding
			.warn("fallback.slow-calls",
					"Of the last calls of breaker '%s' %.0f %% were slow, that is over %s".formatted(
							this.breaker.getName(), metrics.getSlowCallRate(),
							this.breaker.getCircuitBreakerConfig().getSlowCallDurationThreshold()))
			.withValues("%.0f %%".formatted(metrics.getSlowCallRate()),
					"at most %.0f %%".formatted(this.warnAboveSlowShare * 100))
			.withRemedy("Look at what it calls, or change 'selftest.check.fallback.warn-above-slow-share'");
	}

	private List<Measurement> measurements(Metrics metrics) {
		List<Measurement> measurements = new ArrayList<>();
		if (metrics.getFailureRate() >= 0) { // -1 until there are enough calls
			measurements.add(Measurement.of("failureRate", metrics.getFailureRate() / 100, "ratio")
				.withLimit(this.breaker.getCircuitBreakerConfig().getFailureRateThreshold() / 100));
		}
		if (metrics.getSlowCallRate() >= 0) {
			measurements.add(Measurement.of("slowCallRate", metrics.getSlowCallRate() / 100, "ratio")
				.withLimit(this.warnAboveSlowShare));
		}
		measurements.add(Measurement.of("bufferedCalls", metrics.getNumberOfBufferedCalls(), "count"));
		measurements.add(Measurement.of("slowCalls", metrics.getNumberOfSlowCalls(), "count"));
		measurements.add(Measurement.of("notPermittedCalls", (double) metrics.getNumberOfNotPermittedCalls(), "count"));
		return measurements;
	}

}
