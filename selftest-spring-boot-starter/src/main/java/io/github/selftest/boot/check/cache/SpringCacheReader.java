package io.github.selftest.boot.check.cache;

import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.springframework.cache.support.NoOpCache;

/**
 * Looks at what every application with Spring has, and at caches that nobody knows how to
 * look at.
 */
final class SpringCacheReader implements CacheReader {

	/**
	 * Return whether it is a map in the memory of this process. Those of Hazelcast,
	 * Infinispan and Redisson are maps, too: to ask them for their size is to ask others.
	 */
	static boolean isPlainMap(@Nullable Object source) {
		return source instanceof Map<?, ?> && source.getClass().getName().startsWith("java.util.");
	}

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
		if (isPlainMap(source) && source instanceof Map<?, ?> map) {
			return CacheFacts.uncounted("A map counts nothing and never forgets: add Caffeine to the class path and "
					+ "'recordStats' to 'spring.cache.caffeine.spec'", (long) map.size());
		}
		return CacheFacts.uncounted("Watch its own statistics, or the meter 'cache.gets' of Actuator if it has one",
				null);
	}

}
