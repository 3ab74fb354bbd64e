package io.github.selftest.boot.check.cache;

import java.util.Map;

import org.springframework.cache.support.NoOpCache;

/**
 * Looks at what every application with Spring has, and at caches that nobody knows how to
 * look at.
 */
final class SpringCacheReader implements CacheReader {

	@Override
	public boolean reads(Object source) {
		return true;
	}

	@Override
	public CacheFacts read(Object source) {
		if (source instanceof NoOpCache) {
			return CacheFacts
				.uncounted("It never keeps anything: unset 'spring.cache.type=none' where that is not meant", 0L);
		}
		if (source instanceof Map<?, ?> map) {
			return CacheFacts.uncounted("A map counts nothing and never forgets: add Caffeine to the class path and "
					+ "'recordStats' to 'spring.cache.caffeine.spec'", (long) map.size());
		}
		return CacheFacts.uncounted("Watch its own statistics, or the meter 'cache.gets' of Actuator if it has one",
				null);
	}

}
