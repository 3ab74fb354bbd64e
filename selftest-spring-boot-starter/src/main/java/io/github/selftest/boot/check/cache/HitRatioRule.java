package io.github.selftest.boot.check.cache;

import io.github.selftest.api.Finding;
import io.github.selftest.api.Measurement;

/**
 * A cache that seldom answers costs memory and a look-up, and spares little.
 */
final class HitRatioRule implements CacheRule {

	@Override
	public void judge(CacheView cache, CacheReport report) {
		CacheCounts counts = cache.counts();
		if (counts == null) {
			report.add(Finding
				.inconclusive("cache.no-statistics",
						"Cache '%s' does not tell how often it answers".formatted(cache.name()))
				.withRemedy(cache.facts().remedy()));
			return;
		}
		if (counts.reads() > 0) {
			report.add(Measurement.of("hitRatio", ratio(counts), "ratio").withLimit(cache.limits().failBelow()));
		}
		report.add(Measurement.of("reads", (double) counts.reads(), "count"));
		report.add(Measurement.of("window", cache.window().toNanos() / 1e9, "s"));
		report.add((counts.reads() < cache.limits().samples()) ? fewSamples(cache, counts) : finding(cache, counts));
	}

	private static Finding fewSamples(CacheView cache, CacheCounts counts) {
		return Finding
			.inconclusive("cache.few-samples",
					"Cache '%s' was read too seldom in the last %s to say how often it answers".formatted(cache.name(),
							cache.windowInWords()))
			.withValues(counts.reads() + " reads", "at least " + cache.limits().samples());
	}

	private static Finding finding(CacheView cache, CacheCounts counts) {
		double ratio = ratio(counts);
		String message = "Cache '%s' answered %s of %d reads in the last %s".formatted(cache.name(),
				CacheView.percent(ratio), counts.reads(), cache.windowInWords());
		CacheLimits limits = cache.limits();
		if (ratio < limits.failBelow()) {
			return tooFew(Finding.fail("cache.hit-ratio", message), ratio, limits.failBelow());
		}
		if (ratio < limits.warnBelow()) {
			return tooFew(Finding.warn("cache.hit-ratio", message), ratio, limits.warnBelow());
		}
		return Finding.pass("cache.hit-ratio", message);
	}

	private static Finding tooFew(Finding finding, double ratio, double limit) {
		return finding.withValues(CacheView.percent(ratio), "at least " + CacheView.percent(limit))
			.withRemedy("Look whether the key holds what differs in each call, whether entries are evicted too often "
					+ "and whether the cache is too small; else do without it");
	}

	private static double ratio(CacheCounts counts) {
		return CacheCounts.share(counts.hits(), counts.reads());
	}

}
