package io.github.selftest.boot.check.cache;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

import org.springframework.util.StringUtils;

/**
 * Ids of checks from the names of caches: {@code products} is {@code cacheProducts}. A
 * cache keeps its id, also when another of its name is found later.
 */
final class CacheIds {

	private static final int MAX = 40;

	private static final int MANY = 1000;

	private static final String PROBE = "probe of ";

	private static final Pattern NOT_IN_IDS = Pattern.compile("[^A-Za-z0-9]+");

	private final Map<String, String> ids = new HashMap<>();

	/**
	 * Return the id of a cache.
	 * @param cache the cache
	 * @return the id
	 */
	String of(FoundCache cache) {
		return this.ids.computeIfAbsent(cache.key(), (key) -> free(cache));
	}

	/**
	 * Return the id of the check that puts an entry into a cache.
	 * @param cache the cache
	 * @return the id of the probe
	 */
	String ofProbe(FoundCache cache) {
		String id = of(cache);
		return this.ids.computeIfAbsent(PROBE + cache.key(),
				(key) -> numbered(joined("cacheProbe" + id.substring("cache".length()), "")));
	}

	/**
	 * Forget caches that are gone, once there are many: where each tenant has some they
	 * come and go for ever. Until then one that is back has the id it had.
	 * @param present the keys of those that are there
	 */
	void forgetGone(Set<String> present) {
		if (this.ids.size() > MANY) {
			this.ids.keySet().removeIf((key) -> !present.contains(key) && !present.contains(cacheOf(key)));
		}
	}

	int size() {
		return this.ids.size();
	}

	private static String cacheOf(String key) {
		return key.startsWith(PROBE) ? key.substring(PROBE.length()) : key;
	}

	private String free(FoundCache cache) {
		String id = joined("cache" + words(cache.name()), "");
		if (isTaken(id)) {
			id = joined(id, words(cache.bean()));
		}
		return numbered(id);
	}

	private String numbered(String id) {
		String candidate = id;
		for (int i = 2; isTaken(candidate); i++) {
			candidate = joined(id, String.format(Locale.ROOT, "%d", i));
		}
		return candidate;
	}

	private boolean isTaken(String id) {
		return this.ids.containsValue(id);
	}

	private static String words(String name) {
		StringBuilder words = new StringBuilder();
		NOT_IN_IDS.splitAsStream(name).map(StringUtils::capitalize).forEach(words::append);
		return words.toString();
	}

	private static String joined(String id, String suffix) {
		return id.substring(0, Math.max(0, Math.min(id.length(), MAX - suffix.length())))
				+ suffix.substring(0, Math.min(suffix.length(), MAX));
	}

}
