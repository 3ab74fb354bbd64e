package io.github.selftest.boot.check.pool.saturation;

import java.util.Locale;

import org.jspecify.annotations.Nullable;

import io.github.selftest.api.CheckContext;
import io.github.selftest.api.CheckDefinition;
import io.github.selftest.api.CheckResult;
import io.github.selftest.api.Finding;
import io.github.selftest.api.Groups;
import io.github.selftest.api.Measurement;
import io.github.selftest.boot.check.BuiltInCheck;

/**
 * Looks at one pool. All in use for a moment is what a pool is for: it warns when it sees
 * that, and fails when it still is so at the next run. Where work only waits it is one
 * step milder.
 */
final class SaturationCheck implements BuiltInCheck {

	private final CheckDefinition definition;

	private final WatchedPool pool;

	private volatile boolean wasSaturated;

	SaturationCheck(String id, WatchedPool pool) {
		this.definition = CheckDefinition.builder(id)
			.title(pool.sort().title() + ": " + pool.sort().unit() + " of " + pool.name())
			.kind("pool")
			.severity(pool.sort().severity())
			.groups(Groups.CONTINUOUS)
			.build();
		this.pool = pool;
	}

	boolean isOf(WatchedPool other) {
		return this.pool.pool() == other.pool() && this.pool.sort() == other.sort();
	}

	@Override
	public CheckDefinition definition() {
		return this.definition;
	}

	@Override
	public CheckResult run(CheckContext context) {
		Usage usage = this.pool.usage().get();
		if (usage == null) {
			this.wasSaturated = false;
			return CheckResult.of(Finding.inconclusive(this.pool.sort().code() + "-unknown",
					"%s '%s' does not tell how it is used, or is shut down".formatted(this.pool.sort().title(),
							this.pool.name())));
		}
		Finding finding = finding(usage);
		this.wasSaturated = usage.isSaturated();
		return CheckResult.of(finding)
			.with(Measurement.of("utilisation", usage.ratio(), "ratio").withLimit(1),
					Measurement.of("active", (double) usage.active(), "count").withLimit((double) usage.max()),
					Measurement.of("waiting", waiting(usage), "count"));
	}

	private Finding finding(Usage usage) {
		String message = message(usage);
		String code = this.pool.sort().code();
		if (usage.isSaturated() && (this.wasSaturated || this.pool.sort().isHarmful())) {
			boolean fails = this.wasSaturated && this.pool.sort().isHarmful();
			Finding finding = fails ? Finding.fail(code + "-saturated", message)
					: Finding.warn(code + "-saturated", message);
			return advised(finding, usage);
		}
		return usage.isBusy() ? advised(Finding.warn(code + "-busy", message), usage)
				: Finding.pass(code + "-free", message);
	}

	private String message(Usage usage) {
		Sort sort = this.pool.sort();
		String inUse = "%s '%s' has %d of %d %s in use".formatted(sort.title(), this.pool.name(), usage.active(),
				usage.max(), sort.unit());
		Long waiting = usage.waiting();
		return (waiting == null || waiting == 0) ? inUse : "%s and %s waiting".formatted(inUse, waiting);
	}

	private Finding advised(Finding finding, Usage usage) {
		return finding
			.withValues(
					String.format(Locale.ROOT, "%.0f %% in use", 100 * usage.ratio()) + waitingInWords(usage.waiting()),
					"less than 90 % in use, or nobody waiting")
			.withRemedy(this.pool.sort().remedy());
	}

	private static String waitingInWords(@Nullable Long waiting) {
		return (waiting == null || waiting == 0) ? "" : ", " + waiting + " waiting";
	}

	private static double waiting(Usage usage) {
		Long waiting = usage.waiting();
		return (waiting != null) ? waiting.doubleValue() : 0;
	}

}
