package io.github.selftest.boot.check.fallback;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

import io.github.selftest.api.CheckContext;
import io.github.selftest.api.CheckDefinition;
import io.github.selftest.api.CheckResult;
import io.github.selftest.api.Finding;
import io.github.selftest.api.Groups;
import io.github.selftest.api.Measurement;
import io.github.selftest.api.Severity;
import io.github.selftest.boot.check.BuiltInCheck;
import io.github.selftest.boot.check.fallback.FallbackRecord.Sampled;

/**
 * Tells of the fallbacks behind one instance: how many calls fell back, whether a
 * fallback failed, and when one ran for the last time.
 */
final class FallbackUseCheck implements BuiltInCheck {

	private final CheckDefinition definition;

	private final Collection<GuardedMethod> methods;

	private final FallbackTallies tallies;

	private final FallbackRecords records;

	private final FallbackCheckProperties properties;

	FallbackUseCheck(String id, String instance, Collection<GuardedMethod> methods, FallbackTallies tallies,
			FallbackRecords records, FallbackCheckProperties properties) {
		this.definition = CheckDefinition.builder(id)
			.title("Fallbacks of '" + instance + "'")
			.kind("fallback")
			.groups(Groups.CONTINUOUS)
			.severity(Severity.DEGRADING)
			.build();
		this.methods = methods;
		this.tallies = tallies;
		this.records = records;
		this.properties = properties;
	}

	@Override
	public CheckDefinition definition() {
		return this.definition;
	}

	@Override
	public CheckResult run(CheckContext context) {
		Instant now = context.clock().instant();
		List<Finding> known = new ArrayList<>();
		List<Finding> unknown = new ArrayList<>();
		List<Measurement> measurements = new ArrayList<>();
		for (GuardedMethod method : this.methods) {
			FallbackRecord past = this.records.of(method.label());
			past.sample(now, this.tallies.of(method.type(), method.method()), this.properties.window());
			Finding share = share(method, past.inWindow());
			(share.status().isConclusive() ? known : unknown).add(share);
			broken(method, past.inWindow()).ifPresent(known::add);
			Finding lastRun = lastRun(method, past, now);
			(lastRun.status().isConclusive() ? known : unknown).add(lastRun);
			measurements.addAll(measurements(past, now));
		}
		// what is not known of one method does not hide what is known of another
		return CheckResult.of(known.isEmpty() ? unknown : known, measurements);
	}

	private Finding share(GuardedMethod method, Sampled seen) {
		String named = "'%s' fell back in %d of %d calls".formatted(method.label(),
				seen.succeeded() + seen.failed() + seen.missing(), seen.total());
		if (seen.total() < this.properties.minimumCalls()) {
			return Finding.inconclusive("fallback.few-samples", named + ", too few to tell a share")
				.withValues(seen.total() + " calls", "at least " + this.properties.minimumCalls());
		}
		double limit = this.properties.warnAboveShare();
		Finding finding = (seen.share() > limit) ? Finding.warn("fallback.share", named)
				: Finding.pass("fallback.share", named);
		return finding.withValues(percent(seen.share()), "at most " + percent(limit))
			.withRemedy("Look at what it calls, or change 'selftest.check.fallback.warn-above-share'");
	}

	private static Optional<Finding> broken(GuardedMethod method, Sampled seen) {
		if (seen.missing() > 0) {
			return Optional.of(Finding
				.fail("fallback.missing",
						"%d failing calls of '%s' had no fallback, though one is named".formatted(seen.missing(),
								method.label()))
				.withValues(String.valueOf(seen.missing()), "0")
				.withRemedy("See the check 'fallbackInventory' for what is wrong with it"));
		}
		if (seen.failed() > 0) {
			return Optional.of(Finding
				.fail("fallback.failed",
						"The fallback of '%s' failed %d times".formatted(method.label(), seen.failed()))
				.withValues(String.valueOf(seen.failed()), "0")
				.withRemedy("Look for the exception in the log, and prove the fallback"));
		}
		return Optional.empty();
	}

	private static Finding lastRun(GuardedMethod method, FallbackRecord past, Instant now) {
		String named = "The fallback of '%s' ".formatted(method.label());
		if (past.lastReal().isEmpty() && past.lastProven().isEmpty()) {
			return Finding
				.inconclusive("fallback.never-ran",
						named + "has not run since the start, and was not proven: " + "nobody knows whether it works")
				.withRemedy("Declare a proof of it, or wait for the dependency to fail");
		}
		return Finding.pass("fallback.last-run", named
				+ past.lastReal().map((at) -> "ran %s ago".formatted(age(at, now))).orElse("has not run for users")
				+ past.lastProven().map((at) -> ", and was proven %s ago".formatted(age(at, now))).orElse(""));
	}

	private List<Measurement> measurements(FallbackRecord past, Instant now) {
		List<Measurement> measurements = new ArrayList<>();
		Sampled seen = past.inWindow();
		measurements
			.add(Measurement.of("fallbackShare", seen.share(), "ratio").withLimit(this.properties.warnAboveShare()));
		measurements.add(Measurement.of("calls", (double) seen.total(), "count"));
		past.lastReal().ifPresent((at) -> measurements.add(seconds("secondsSinceLastRun", at, now)));
		past.lastProven().ifPresent((at) -> measurements.add(seconds("secondsSinceProven", at, now)));
		return measurements;
	}

	private static Measurement seconds(String name, Instant at, Instant now) {
		return Measurement.of(name, Duration.between(at, now).toMillis() / 1000.0, "s");
	}

	private static String age(Instant at, Instant now) {
		Duration age = Duration.between(at, now);
		if (age.toMinutes() < 2) {
			return age.toSeconds() + " s";
		}
		return (age.toHours() < 2) ? age.toMinutes() + " min" : age.toHours() + " h";
	}

	private static String percent(double share) {
		return "%.1f %%".formatted(share * 100);
	}

}
