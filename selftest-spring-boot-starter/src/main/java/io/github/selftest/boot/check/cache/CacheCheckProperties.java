package io.github.selftest.boot.check.cache;

import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.ConfigurationPropertiesSource;
import org.springframework.boot.context.properties.bind.DefaultValue;

import io.github.selftest.boot.check.ResponseLifetimes;
import io.github.selftest.boot.check.SelfTestConfigurationException;

/**
 * Properties of the checks of the caches inside the service.
 *
 * @param enabled Whether the caches of the service are checks.
 * @param window Time to look back.
 * @param minSamples Number of reads within the window without which nothing is said of
 * hits.
 * @param warnBelow Share of hits below which a cache warns.
 * @param failBelow Share of hits below which a cache fails.
 * @param minSpeedup How many times faster a hit has to be than a load.
 * @param maxEvictions Evictions for each read above which a full cache warns that it is
 * too small.
 * @param loadFailuresWarnAbove Share of failed loads above which a cache warns.
 * @param loadFailuresFailAbove Share of failed loads above which a cache fails.
 * @param exclude Names of caches that are no checks.
 * @param caches What is said of single caches, by name.
 */
@ConfigurationProperties(prefix = "selftest.check.cache", ignoreUnknownFields = false)
record CacheCheckProperties(@DefaultValue("true") boolean enabled, @DefaultValue("10m") Duration window,
		@DefaultValue("100") int minSamples, @DefaultValue("0.70") double warnBelow,
		@DefaultValue("0.60") double failBelow, @DefaultValue("40") double minSpeedup,
		@DefaultValue("0.25") double maxEvictions, @DefaultValue("0.01") double loadFailuresWarnAbove,
		@DefaultValue("0.02") double loadFailuresFailAbove, @DefaultValue Set<String> exclude,
		@DefaultValue Map<String, Single> caches) {

	private static final String PREFIX = "selftest.check.cache.";

	CacheCheckProperties {
		if (window.isZero() || window.isNegative()) {
			throw new SelfTestConfigurationException(PREFIX + "window", window, "a duration longer than 0",
					"Write a duration such as 10m.");
		}
		requireSamples("min-samples", minSamples);
		requireRatios("", warnBelow, failBelow);
		if (minSpeedup < 0) {
			throw new SelfTestConfigurationException(PREFIX + "min-speedup", minSpeedup, "0 or more",
					"Write a number such as 40, or 0 to expect nothing.");
		}
		if (maxEvictions < 0) {
			throw new SelfTestConfigurationException(PREFIX + "max-evictions", maxEvictions, "0 or more",
					"Write a number such as 0.25.");
		}
		if (loadFailuresWarnAbove < 0 || loadFailuresFailAbove < loadFailuresWarnAbove || loadFailuresFailAbove > 1) {
			throw new SelfTestConfigurationException(PREFIX + "load-failures-fail-above", loadFailuresFailAbove,
					"between 'load-failures-warn-above' and 1", "Write shares such as 0.01 and 0.02.");
		}
		double warn = warnBelow;
		double fail = failBelow;
		caches.forEach((name, single) -> single.validate("caches." + name + ".", warn, fail));
	}

	CacheLimits limits(String cache, ResponseLifetimes seen) {
		Single single = this.caches.getOrDefault(cache, Single.NOTHING);
		return new CacheLimits(or(single.minSamples(), this.minSamples), or(single.warnBelow(), this.warnBelow),
				or(single.failBelow(), this.failBelow), or(single.minSpeedup(), this.minSpeedup), this.maxEvictions,
				this.loadFailuresWarnAbove, this.loadFailuresFailAbove,
				ResponseAge.of(single.responseMaxAge(), or(single.httpCacheResources(), Set.of()), seen),
				single.maxStaleness());
	}

	@Nullable String probeKey(String cache) {
		return this.caches.getOrDefault(cache, Single.NOTHING).probeKey();
	}

	/**
	 * Return the names of caches that something is said of.
	 * @return the names
	 */
	Set<String> names() {
		Set<String> names = new HashSet<>(this.exclude);
		names.addAll(this.caches.keySet());
		return names;
	}

	private static <T> T or(@Nullable T value, T otherwise) {
		return (value != null) ? value : otherwise;
	}

	private static void requireSamples(String name, int samples) {
		if (samples < 1) {
			throw new SelfTestConfigurationException(PREFIX + name, samples, "at least 1",
					"Write a number such as 100.");
		}
	}

	private static void requireRatios(String cache, double warn, double fail) {
		if (!(fail >= 0 && fail <= warn && warn <= 1)) {
			throw new SelfTestConfigurationException(PREFIX + cache + "fail-below", fail,
					"between 0 and 'warn-below', which is %s and at most 1".formatted(warn),
					"Write shares such as 0.60 and 0.70.");
		}
	}

	/**
	 * What is said of a single cache.
	 *
	 * @param minSamples Number of reads within the window without which nothing is said
	 * of hits.
	 * @param warnBelow Share of hits below which the cache warns.
	 * @param failBelow Share of hits below which the cache fails.
	 * @param minSpeedup How many times faster a hit has to be than a load.
	 * @param httpCacheResources Names of the resources below
	 * 'selftest.check.http-cache.resources' whose answers are made of entries of the
	 * cache. The longest time for which others may keep them, as the probes have seen it,
	 * adds up with the time that the cache keeps an entry.
	 * @param responseMaxAge Longest 'max-age' of the answers that are made of entries of
	 * the cache, for those that are no such resources. What is set here wins.
	 * @param maxStaleness How old an answer may be for whoever sees it.
	 * @param probeKey Key that no entry of the service ever has. The group 'deep' puts an
	 * entry there, reads it and evicts it. Nothing is put into a cache unless set.
	 */
	@ConfigurationPropertiesSource
	record Single(@Nullable Integer minSamples, @Nullable Double warnBelow, @Nullable Double failBelow,
			@Nullable Double minSpeedup, @Nullable Set<String> httpCacheResources, @Nullable Duration responseMaxAge,
			@Nullable Duration maxStaleness, @Nullable String probeKey) {

		static final Single NOTHING = new Single(null, null, null, null, null, null, null, null);

		private void validate(String name, double warn, double fail) {
			requireSamples(name + "min-samples", or(this.minSamples, 1));
			requireRatios(name, or(this.warnBelow, warn), or(this.failBelow, fail));
		}

	}

}
