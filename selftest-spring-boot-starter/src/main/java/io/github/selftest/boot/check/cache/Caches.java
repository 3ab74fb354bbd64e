package io.github.selftest.boot.check.cache;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.FactoryBean;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.cache.Cache;
import org.springframework.cache.CacheManager;

/**
 * Finds the caches that the application has now. Beans that were not made yet are not
 * made for that: they are found when they are there.
 */
final class Caches {

	private static final Logger logger = LoggerFactory.getLogger(Caches.class);

	private static final int MAX_TOLD = 100;

	private final ConfigurableListableBeanFactory beans;

	private final List<CacheReader> readers;

	private final Set<String> told = new HashSet<>();

	/**
	 * Create a finder.
	 * @param beans where to look
	 * @param readers who knows how to look at what, the most special first
	 */
	Caches(ConfigurableListableBeanFactory beans, List<CacheReader> readers) {
		this.beans = beans;
		this.readers = List.copyOf(readers);
	}

	List<FoundCache> find() {
		List<FoundCache> found = new ArrayList<>();
		Set<Object> seen = Collections.newSetFromMap(new IdentityHashMap<>());
		Stream.concat(managed(), beansThatAreCaches()).forEach((cache) -> {
			if (seen.add(cache.source())) {
				found.add(cache);
			}
		});
		return found;
	}

	private Stream<FoundCache> managed() {
		return existing(CacheManager.class).flatMap((bean) -> {
			CacheManager manager = (CacheManager) this.beans.getBean(bean);
			// names of caches that exist: to ask for others could make them
			return names(bean, manager).stream().flatMap((name) -> managed(bean, manager, name));
		});
	}

	private List<String> names(String bean, CacheManager manager) {
		try {
			return List.copyOf(manager.getCacheNames());
		}
		catch (RuntimeException ex) {
			tell(bean, ex, "The caches of bean '{}' can't be listed", bean);
			return List.of();
		}
	}

	private Stream<FoundCache> managed(String bean, CacheManager manager, String name) {
		try {
			return Stream.ofNullable(found(bean, manager, name));
		}
		catch (RuntimeException ex) {
			tell(bean + "/" + name, ex, "Cache '{}' of bean '{}' can't be had", name, bean);
			return Stream.empty();
		}
	}

	/** Tell it once, as this is asked each minute. */
	private void tell(String what, RuntimeException ex, String message, Object... names) {
		if (this.told.size() < MAX_TOLD && this.told.add(what)) {
			logger.atWarn().setCause(ex).log(message, names);
		}
	}

	private @Nullable FoundCache found(String bean, CacheManager manager, String name) {
		Cache cache = manager.getCache(name);
		if (cache == null) {
			return null;
		}
		Object source = cache.getNativeCache();
		CacheReader reader = reader(source);
		// the native side of a remote cache is often one for all of them
		boolean special = !(reader instanceof SpringCacheReader) || SpringCacheReader.isPlainMap(source);
		return new FoundCache(bean, name, special ? source : cache, cache, reader);
	}

	private Stream<FoundCache> beansThatAreCaches() {
		return this.readers.stream()
			.flatMap((reader) -> reader.types()
				.stream()
				.flatMap(this::existing)
				.distinct()
				.flatMap((bean) -> ofBean(bean, reader)));
	}

	private Stream<FoundCache> ofBean(String bean, CacheReader reader) {
		try {
			return Stream.of(new FoundCache(bean, bean, reader.source(this.beans.getBean(bean)), null, reader));
		}
		catch (RuntimeException ex) {
			tell(bean, ex, "Cache '{}' can't be had", bean);
			return Stream.empty();
		}
	}

	private CacheReader reader(Object source) {
		return this.readers.stream().filter((reader) -> reader.reads(source)).findFirst().orElseThrow();
	}

	private Stream<String> existing(Class<?> type) {
		return Arrays.stream(this.beans.getBeanNamesForType(type, false, false)).filter(this::exists);
	}

	private boolean exists(String bean) {
		return this.beans.containsSingleton(bean) && !(this.beans.getSingleton(bean) instanceof FactoryBean<?>);
	}

}
