package io.github.selftest.boot.check.cache;

import org.jspecify.annotations.Nullable;
import org.springframework.cache.Cache;

/**
 * A cache of the application.
 *
 * @param bean the name of its bean, or of the bean that manages it
 * @param name its own name
 * @param source the cache of the library, else Spring's
 * @param cache Spring's way to use it, {@code null} if it is a bean of the library
 * @param reader who knows how to look at it
 */
record FoundCache(String bean, String name, Object source, @Nullable Cache cache, CacheReader reader) {

	String key() {
		return this.bean + "/" + this.name;
	}

	boolean loads() {
		return this.reader.loads(this.source);
	}

	CacheFacts facts() {
		return this.reader.read(this.source);
	}

}
