package io.github.selftest.boot.check.cache;

import java.time.Duration;
import java.util.List;

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
		Duration limit = cache.limits().maxStaleness();
		Duration entry = cache.facts().staleness();
		if (entry != null && (cache.limits().responseAge().isNamed() || limit != null)) {
			judge(cache, entry, limit, report);
		}
		else if (entry == null && limit != null) {
			report.add(unbounded(cache, limit));
		}
	}

	private static void judge(CacheView cache, Duration entry, @Nullable Duration limit, CacheReport report) {
		ResponseAge response = cache.limits().responseAge();
		List<String> unknown = response.unknown();
		boolean isWhole = response.isNamed() && unknown.isEmpty();
		Duration sum = entry.plus(response.longestKnown());
		if (isWhole) {
			report.add(measured(sum, limit));
		}
		if (limit != null && sum.compareTo(limit) > 0) {
			report.add(tooOld(cache, message(cache, entry, isWhole), sum, limit));
		}
		else if (unknown.isEmpty()) {
			report.add(Finding.pass("cache.staleness", message(cache, entry, isWhole)));
		}
		else if (limit != null) {
			report.add(unknown(cache, unknown));
		}
	}

	private static String message(CacheView cache, Duration entry, boolean isWhole) {
		Duration response = cache.limits().responseAge().longestKnown();
		return isWhole
				? "An answer from cache '%s' may be %s old: %s in the cache and %s as 'max-age' of the response"
					.formatted(cache.name(), seconds(entry.plus(response)), seconds(entry), seconds(response))
				: "An answer from cache '%s' may be %s old, or older, as it is not known how long others keep it"
					.formatted(cache.name(), seconds(entry.plus(response)));
	}

	private static Finding tooOld(CacheView cache, String message, Duration sum, Duration limit) {
		return Finding.warn("cache.staleness", message)
			.withValues(seconds(sum), "at most " + seconds(limit))
			.withRemedy("Shorten the expiry after write of the cache or the 'max-age' of the response, so that both "
					+ "together are within 'selftest.check.cache.caches.%s.max-staleness'".formatted(cache.name()));
	}

	private static Finding unknown(CacheView cache, List<String> resources) {
		return Finding
			.inconclusive("cache.staleness-unknown",
					"How old an answer from cache '%s' may be is not known, as nobody has seen for how long others "
						.formatted(cache.name()) + "may keep resource '%s'".formatted(String.join("', '", resources)))
			.withRemedy("Run the check 'httpCache...' of the resource, which only the tier 'basic' has around the "
					+ "clock, let its answers say 'Cache-Control', or set 'selftest.check.cache.caches."
					+ "%s.response-max-age'".formatted(cache.name()));
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
