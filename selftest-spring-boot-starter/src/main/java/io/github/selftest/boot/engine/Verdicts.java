package io.github.selftest.boot.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;

import org.jspecify.annotations.Nullable;

/**
 * How the groups stand, computed anew when something has changed or becomes stale.
 */
final class Verdicts {

	private final EngineClock clock;

	private final Checks checks;

	private final MuteBook mutes;

	private final BooleanSupplier ready;

	Verdicts(EngineClock clock, Checks checks, MuteBook mutes, BooleanSupplier ready) {
		this.clock = clock;
		this.checks = checks;
		this.mutes = mutes;
		this.ready = ready;
	}

	Verdict of(GroupState group) {
		long now = this.clock.nanoTime();
		return group.verdict(now, () -> judge(group.plan(), now));
	}

	private Verdict judge(GroupPlan group, long now) {
		List<CheckReport> reports = new ArrayList<>();
		Long validUntil = null;
		for (CheckState state : this.checks.of(group).toList()) {
			CheckReport report = state.report(group, now);
			reports.add(report);
			validUntil = earlier(validUntil, (group.interval() != null && !report.stale()) ? state.staleNanos() : null);
		}
		return new VerdictRule(group, reports, this.mutes.ofGroup(group.name())).judge(this.ready.getAsBoolean(),
				this.clock.wallClock().instant(), validUntil);
	}

	static @Nullable Long earlier(@Nullable Long one, @Nullable Long other) {
		if (one == null || other == null) {
			return (one != null) ? one : other;
		}
		return (one - other <= 0) ? one : other;
	}

}
