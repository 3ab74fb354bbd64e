package io.github.selftest.boot.check.httpcache;

import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

import io.github.selftest.api.CheckContext;
import io.github.selftest.api.CheckDefinition;
import io.github.selftest.api.CheckResult;
import io.github.selftest.api.Finding;
import io.github.selftest.api.Measurement;
import io.github.selftest.api.Status;
import io.github.selftest.boot.check.BuiltInCheck;
import io.github.selftest.boot.check.httpcache.HttpCacheCheckProperties.Passive;

/**
 * Reads what became of the conditional requests of users. Sends nothing.
 */
final class ConditionalsCheck implements BuiltInCheck {

	private static final double PERCENT = 100;

	private final CheckDefinition definition = HttpCacheDefinitions.ofConditionals();

	private final RouteSamples samples;

	private final Passive limits;

	private final IgnoredRules ignored;

	ConditionalsCheck(RouteSamples samples, Passive limits, IgnoredRules ignored) {
		this.samples = samples;
		this.limits = limits;
		this.ignored = ignored;
	}

	@Override
	public CheckDefinition definition() {
		return this.definition;
	}

	@Override
	public CheckResult run(CheckContext context) {
		List<RouteShare> all = this.samples.shares();
		List<RouteShare> telling = all.stream()
			.filter((share) -> share.conditional() >= this.limits.minRequests())
			.sorted(Comparator.comparingDouble(RouteShare::ratio))
			.toList();
		if (telling.isEmpty()) {
			context.record(tooFew(all));
		}
		else {
			judge(context, telling);
		}
		double conditional = all.stream().mapToDouble((share) -> (double) share.conditional()).sum();
		context.record(Measurement.of("conditionalRequests", conditional, "count"));
		return context.result();
	}

	private void judge(CheckContext context, List<RouteShare> telling) {
		RouteShare worst = telling.get(0);
		context
			.record(Measurement.of("worstNotModifiedShare", worst.ratio(), "ratio").withLimit(this.limits.minShare()));
		telling.stream().filter(this::isLow).forEach((share) -> context.record(low(context, share)));
		if (!isLow(worst)) {
			context.record(enough(worst, telling.size()));
		}
		Set<String> told = new HashSet<>();
		telling.stream()
			.flatMap((share) -> this.ignored.expired(share.route(), context.clock()).stream())
			.filter((finding) -> told.add(finding.message()))
			.forEach(context::record);
	}

	private boolean isLow(RouteShare share) {
		return share.ratio() < this.limits.minShare();
	}

	private Finding low(CheckContext context, RouteShare share) {
		Finding finding = ProbeCode.CONDITIONAL_HIT_RATIO.finding(
				"'%s' answers too few conditional requests with 304".formatted(share.route()), observed(share),
				expected());
		return this.ignored.applyTo(share.route(), finding, context.clock());
	}

	private Finding enough(RouteShare worst, int routes) {
		return ProbeCode.CONDITIONAL_HIT_RATIO.finding(Status.PASS,
				"Routes with enough conditional requests: %d; the fewest are answered with 304 by '%s'"
					.formatted(routes, worst.route()),
				observed(worst), expected());
	}

	private Finding tooFew(List<RouteShare> all) {
		long most = all.stream().mapToLong(RouteShare::conditional).max().orElse(0);
		return ProbeCode.FEW_SAMPLES.finding(
				"No route has had enough conditional requests to tell how they are answered",
				"at most %d conditional requests to a route in %s".formatted(most, this.samples.window()),
				"at least %d".formatted(this.limits.minRequests()));
	}

	private String observed(RouteShare share) {
		return "304 for %d of %d conditional requests (%s %%) in %s".formatted(share.notModified(), share.conditional(),
				percent(share.ratio()), this.samples.window());
	}

	private String expected() {
		return "304 for at least %s %%".formatted(percent(this.limits.minShare()));
	}

	private static String percent(double ratio) {
		return String.format(Locale.ROOT, "%.1f", ratio * PERCENT);
	}

}
