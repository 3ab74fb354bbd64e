package io.github.selftest.boot.check.cache;

import java.time.Duration;
import java.util.List;
import java.util.function.LongSupplier;

import io.github.selftest.api.CheckContext;
import io.github.selftest.api.CheckDefinition;
import io.github.selftest.api.CheckResult;
import io.github.selftest.api.Groups;
import io.github.selftest.api.Severity;
import io.github.selftest.boot.check.BuiltInCheck;
import io.github.selftest.boot.sampling.CounterWindow;

/**
 * Looks at one cache. Counting begins when the cache is found, and each run takes a
 * snapshot.
 */
final class CacheCheck implements BuiltInCheck {

	private static final List<CacheRule> RULES = List.of(new HitRatioRule(), new SizeRule(), new LoadRule(),
			new StalenessRule());

	private final CheckDefinition definition;

	private final FoundCache cache;

	private final CacheLimits limits;

	private final LongSupplier nanoTime;

	private final CounterWindow window;

	CacheCheck(String id, FoundCache cache, CacheLimits limits, Duration window, LongSupplier nanoTime) {
		this.definition = CheckDefinition.builder(id)
			.title("Cache: " + cache.name())
			.kind("cache")
			.severity(Severity.DEGRADING)
			.groups(Groups.CONTINUOUS)
			.build();
		this.cache = cache;
		this.limits = limits;
		this.nanoTime = nanoTime;
		this.window = new CounterWindow(window, CacheCounts.NUMBER);
		sample(cache.facts());
	}

	boolean isOf(FoundCache other) {
		return this.cache.source() == other.source();
	}

	@Override
	public CheckDefinition definition() {
		return this.definition;
	}

	@Override
	public CheckResult run(CheckContext context) {
		CacheFacts facts = this.cache.facts();
		sample(facts);
		CacheView view = new CacheView(this.cache.name(), facts,
				(facts.counts() != null) ? CacheCounts.of(this.window.growth()) : null, this.window.span(),
				this.limits);
		CacheReport report = new CacheReport();
		RULES.forEach((rule) -> rule.judge(view, report));
		return report.result();
	}

	private void sample(CacheFacts facts) {
		if (facts.counts() != null) {
			this.window.add(this.nanoTime.getAsLong(), facts.counts().counters());
		}
	}

}
