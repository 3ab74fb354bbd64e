package io.github.selftest.boot.check.cache;

import java.util.Locale;

import io.github.selftest.api.Finding;
import io.github.selftest.api.Measurement;

/**
 * A full cache that throws out an entry with every few reads is too small for what is
 * asked of it. Entries that expire in a cache with room are none of its concern.
 */
final class SizeRule implements CacheRule {

	@Override
	public void judge(CacheView cache, CacheReport report) {
		measure(cache, report);
		CacheCounts counts = cache.counts();
		if (counts == null || counts.reads() < cache.limits().samples() || cache.facts().maximum() == null) {
			return;
		}
		double evictions = CacheCounts.share(counts.evictions(), counts.reads());
		if (cache.isFull() && evictions > cache.limits().evictions()) {
			report.add(Finding
				.warn("cache.too-small",
						"Cache '%s' is full and threw out %d entries in the last %s".formatted(cache.name(),
								counts.evictions(), cache.windowInWords()))
				.withValues(perRead(evictions), "at most " + perRead(cache.limits().evictions()))
				.withRemedy(
						"Raise its maximum of %d, or leave out what is read once".formatted(cache.facts().maximum())));
		}
		else {
			report.add(Finding.pass("cache.size", "Cache '%s' holds %d of at most %d".formatted(cache.name(),
					cache.facts().size(), cache.facts().maximum())));
		}
	}

	private static void measure(CacheView cache, CacheReport report) {
		Long size = cache.facts().size();
		Long maximum = cache.facts().maximum();
		if (size != null) {
			Measurement measured = Measurement.of("size", (double) size, "count");
			report.add((maximum != null) ? measured.withLimit((double) maximum) : measured);
		}
		if (cache.counts() != null) {
			report.add(Measurement.of("evictions", (double) cache.counts().evictions(), "count"));
		}
	}

	private static String perRead(double evictions) {
		return String.format(Locale.ROOT, "%.2f evictions for each read", evictions);
	}

}
