package io.github.selftest.boot.check.cache;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;

import org.springframework.cache.Cache;

import io.github.selftest.api.Check;
import io.github.selftest.api.CheckProvider;

/**
 * A check for each cache of the application. Asked at run time, as caches are often made
 * when they are used first.
 */
final class CacheChecks implements CheckProvider {

	private static final int MAX_CACHES = 200;

	private final Caches caches;

	private final CacheCheckProperties properties;

	private final LongSupplier nanoTime;

	private final CacheIds ids = new CacheIds();

	private Map<String, CacheCheck> known = new HashMap<>();

	CacheChecks(Caches caches, CacheCheckProperties properties, LongSupplier nanoTime) {
		this.caches = caches;
		this.properties = properties;
		this.nanoTime = nanoTime;
	}

	@Override
	public synchronized Collection<? extends Check> checks() {
		List<Check> checks = new ArrayList<>();
		Map<String, CacheCheck> found = new HashMap<>();
		this.caches.find().stream().filter(this::isWanted).limit(MAX_CACHES).forEach((cache) -> {
			CacheCheck check = check(cache);
			found.put(cache.key(), check);
			checks.add(check);
			addProbe(cache, checks);
		});
		this.known = found;
		return checks;
	}

	private boolean isWanted(FoundCache cache) {
		return !this.properties.exclude().contains(cache.name());
	}

	/**
	 * Return the check that has watched the cache so far, or one that begins now.
	 */
	private CacheCheck check(FoundCache cache) {
		CacheCheck check = this.known.get(cache.key());
		return (check != null && check.isOf(cache)) ? check : new CacheCheck(this.ids.of(cache), cache,
				this.properties.limits(cache.name()), this.properties.window(), this.nanoTime);
	}

	private void addProbe(FoundCache found, List<Check> checks) {
		String key = this.properties.probeKey(found.name());
		Cache cache = found.cache();
		if (key != null && cache != null) {
			checks.add(new CacheProbe(CacheIds.ofProbe(this.ids.of(found)), found.name(), cache, key, this.nanoTime));
		}
	}

}
