package io.github.selftest.boot.check.cache;

import java.time.Duration;

import org.jspecify.annotations.Nullable;

import io.github.selftest.api.Finding;
import io.github.selftest.api.Measurement;

/**
 * An answer is made of an entry just before that expires, and is kept by a browser until
 * its own age is over: the two times add up.
 */
final class StalenessRule implements CacheRule {

	@Override
	public void judge(CacheView cache, CacheReport report) {
		Duration response = cache.limits().responseMaxAge();
		Duration limit = cache.limits().maxStaleness();
		Duration entry = cache.facts().staleness();
		if (entry != null && (response != null || limit != null)) {
			judge(cache, entry, (response != null) ? response : Duration.ZERO, limit, report);
		}
		else if (entry == null && limit != null) {
			report.add(unbounded(cache, limit));
		}
	}

	private static void judge(CacheView cache, Duration entry, Duration response, @Nullable Duration limit,
			CacheReport report) {
		Duration sum = entry.plus(response);
		report.add(measured(sum, limit));
		String message = "An answer from cache '%s' may be %s old: %s in the cache and %s as 'max-age' of the response"
			.formatted(cache.name(), seconds(sum), seconds(entry), seconds(response));
		if (limit == null || sum.compareTo(limit) <= 0) {
			report.add(Finding.pass("cache.staleness", message));
			return;
		}
		report.add(Finding.warn("cache.staleness", message)
			.withValues(seconds(sum), "at most " + seconds(limit))
			.withRemedy("Shorten the expiry after write of the cache or the 'max-age' of the response, so that both "
					+ "together are within 'selftest.check.cache.caches.%s.max-staleness'".formatted(cache.name())));
	}

	private static Finding unbounded(CacheView cache, Duration limit) {
		return Finding
			.warn("cache.staleness",
					"Cache '%s' names no time after which an entry is no longer served".formatted(cache.name()))
			.withValues("no expiry after write that is known", "at most " + seconds(limit))
			.withRemedy("Let entries expire after write, as with 'expireAfterWrite' of Caffeine; expiry after access "
					+ "and refresh set no bound");
	}

	private static Measurement measured(Duration sum, @Nullable Duration limit) {
		Measurement measured = Measurement.of("worstStaleness", sum.toMillis() / 1e3, "s");
		return (limit != null) ? measured.withLimit(limit.toMillis() / 1e3) : measured;
	}

	private static String seconds(Duration time) {
		return time.toSeconds() + " s";
	}

}
