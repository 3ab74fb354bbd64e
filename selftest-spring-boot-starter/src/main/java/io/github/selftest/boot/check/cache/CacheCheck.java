package io.github.selftest.boot.check.cache;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

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

	private static final Logger logger = LoggerFactory.getLogger(CacheCheck.class);

	private static final List<CacheRule> RULES = List.of(new HitRatioRule(), new SizeRule(), new LoadRule(),
			new StalenessRule());

	private final CheckDefinition definition;

	private final FoundCache cache;

	private final CacheLimits limits;

	private final LongSupplier nanoTime;

	private final CounterWindow window;

	private final AtomicBoolean told = new AtomicBoolean();

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
		sample(facts());
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
		CacheFacts facts = facts();
		sample(facts);
		CacheView view = new CacheView(this.cache.name(), facts,
				(facts.counts() != null) ? CacheCounts.of(this.window.growth()) : null, this.window.span(),
				this.limits);
		CacheReport report = new CacheReport();
		RULES.forEach((rule) -> rule.judge(view, report));
		return report.result();
	}

	private CacheFacts facts() {
		try {
			return this.cache.facts();
		}
		catch (RuntimeException ex) {
			if (this.told.compareAndSet(false, true)) {
				logger.warn("Cache '{}' threw when it was looked at", this.cache.name(), ex);
			}
			return CacheFacts
				.uncounted("It threw %s when it was looked at: see the log".formatted(ex.getClass().getName()), null);
		}
	}

	private void sample(CacheFacts facts) {
		if (facts.counts() != null) {
			this.window.add(this.nanoTime.getAsLong(), facts.counts().counters());
		}
	}

}
