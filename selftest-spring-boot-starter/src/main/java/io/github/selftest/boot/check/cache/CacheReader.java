package io.github.selftest.boot.check.cache;

import java.util.List;

import org.springframework.cache.Cache;

/**
 * Looks at caches of one library, without a trace in what they count.
 */
interface CacheReader {

	/**
	 * Return whether this reader knows how to look at a cache.
	 * @param source the cache of the library
	 * @return whether it does
	 */
	boolean reads(Object source);

	/**
	 * Look at a cache.
	 * @param source the cache of the library
	 * @return what was seen
	 */
	CacheFacts read(Object source);

	/**
	 * Return whether a cache loads what it is asked for, so that a read may call a
	 * loader.
	 * @param source the cache of the library
	 * @return whether it does
	 */
	default boolean loads(Object source) {
		return false;
	}

	/**
	 * Return the types of beans that are caches themselves.
	 * @return the types
	 */
	default List<Class<?>> types() {
		return List.of();
	}

	/**
	 * Return the cache behind a bean of the library, which is no cache manager.
	 * @param bean the bean
	 * @return the cache, as it is behind a {@link Cache}
	 */
	default Object source(Object bean) {
		return bean;
	}

}
