package io.github.selftest.boot.check.cache;

import java.time.Duration;
import java.util.Locale;

import io.github.selftest.api.Finding;
import io.github.selftest.api.Measurement;

/**
 * Where the cache loads by itself, it knows how long that takes and how often it fails.
 * What is put into it by others, as {@code @Cacheable} without {@code sync} does, it has
 * not timed.
 */
final class LoadRule implements CacheRule {

	private static final int LOADS = 10;

	@Override
	public void judge(CacheView cache, CacheReport report) {
		CacheCounts counts = cache.counts();
		if (counts != null && counts.attempts() > 0) {
			judgeFailures(cache, counts, report);
			judgeTime(cache, counts, report);
		}
		else if (counts != null && counts.misses() >= LOADS && cache.limits().speedup() > 0) {
			report.add(untimed(cache, counts));
		}
	}

	private static Finding untimed(CacheView cache, CacheCounts counts) {
		return Finding.pass("cache.load-untimed",
				"Cache '%s' missed %d times in the last %s and loaded nothing itself: what a load costs is not known"
					.formatted(cache.name(), counts.misses(), cache.windowInWords()))
			.withRemedy(
					"Add 'sync = true' to '@Cacheable', which then takes no 'unless' and keeps what is absent, too; "
							+ "or expect nothing with 'selftest.check.cache.caches.%s.min-speedup=0'"
								.formatted(cache.name()));
	}

	private static void judgeFailures(CacheView cache, CacheCounts counts, CacheReport report) {
		double share = CacheCounts.share(counts.loadFailures(), counts.attempts());
		report.add(Measurement.of("loadFailures", share, "ratio").withLimit(cache.limits().loadFailuresFail()));
		String message = "%d of %d loads of cache '%s' failed in the last %s".formatted(counts.loadFailures(),
				counts.attempts(), cache.name(), cache.windowInWords());
		if (share <= cache.limits().loadFailuresWarn()) {
			report.add(Finding.pass("cache.load-failures", message));
			return;
		}
		// of a few loads one is a large share
		boolean fails = share > cache.limits().loadFailuresFail() && counts.attempts() >= cache.limits().samples();
		Finding finding = fails ? Finding.fail("cache.load-failures", message)
				: Finding.warn("cache.load-failures", message);
		report.add(finding
			.withValues(CacheView.percent(share),
					"at most " + CacheView
						.percent(fails ? cache.limits().loadFailuresFail() : cache.limits().loadFailuresWarn()))
			.withRemedy("See the log for what the loader has thrown"));
	}

	private static void judgeTime(CacheView cache, CacheCounts counts, CacheReport report) {
		Duration read = cache.facts().read();
		if (read == null || counts.attempts() < LOADS) {
			return;
		}
		Duration load = Duration.ofNanos(counts.loadNanos() / counts.attempts());
		double speedup = (double) load.toNanos() / read.toNanos();
		report.add(Measurement.of("loadTime", load));
		report.add(Measurement.of("readTime", read));
		report.add(Measurement.of("speedup", speedup, "ratio").withLimit(cache.limits().speedup()));
		String message = "Cache '%s' answers in %s what takes %s to load".formatted(cache.name(),
				CacheView.inMillis(read), CacheView.inMillis(load));
		report.add((speedup >= cache.limits().speedup()) ? Finding.pass("cache.load-time", message)
				: Finding.warn("cache.load-time", message)
					.withValues(times(speedup), "at least " + times(cache.limits().speedup()))
					.withRemedy("Ask whether the cache is worth what it costs, or lower 'selftest.check.cache."
							+ "caches.%s.min-speedup'".formatted(cache.name())));
	}

	private static String times(double speedup) {
		return String.format(Locale.ROOT, "%.0f times as fast", speedup);
	}

}
