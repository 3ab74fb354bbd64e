package io.github.selftest.boot.check.cache;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.LongSupplier;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.cache.Cache;

import io.github.selftest.api.Check;
import io.github.selftest.api.CheckProvider;
import io.github.selftest.boot.check.ResponseLifetimes;

/**
 * A check for each cache of the application. Asked at run time, as caches are often made
 * when they are used first.
 */
final class CacheChecks implements CheckProvider {

	private static final Logger logger = LoggerFactory.getLogger(CacheChecks.class);

	private static final int MAX_CACHES = 200;

	private final Caches caches;

	private final CacheCheckProperties properties;

	private final ResponseLifetimes responses;

	private final LongSupplier nanoTime;

	private final CacheIds ids = new CacheIds();

	private final Set<String> told = new HashSet<>();

	private Map<String, CacheCheck> known = new HashMap<>();

	private boolean wasAsked;

	CacheChecks(Caches caches, CacheCheckProperties properties, ResponseLifetimes responses, LongSupplier nanoTime) {
		this.caches = caches;
		this.properties = properties;
		this.responses = responses;
		this.nanoTime = nanoTime;
	}

	@Override
	public synchronized Collection<? extends Check> checks() {
		List<Check> checks = new ArrayList<>();
		Map<String, CacheCheck> found = new HashMap<>();
		List<FoundCache> caches = this.caches.find();
		tell(caches);
		// those that are watched stay, in whatever order they are named now
		caches.sort(Comparator.comparing((cache) -> !this.known.containsKey(cache.key())));
		caches.stream().filter(this::isWanted).limit(MAX_CACHES).forEach((cache) -> {
			CacheCheck check = check(cache);
			found.put(cache.key(), check);
			checks.add(check);
			addProbe(cache, checks);
		});
		this.known = found;
		this.ids.forgetGone(found.keySet());
		return checks;
	}

	/**
	 * Tell, once each, what the user may not expect. Not when asked first, as some caches
	 * are made when they are used first.
	 */
	private void tell(List<FoundCache> caches) {
		Set<String> unknown = new TreeSet<>(this.properties.names());
		caches.forEach((cache) -> unknown.remove(cache.name()));
		if (this.wasAsked) {
			unknown.stream()
				.filter(this.told::add)
				.forEach((name) -> logger
					.warn("No cache so far is called '{}', which 'selftest.check.cache' names: correct the name, "
							+ "unless that cache is made later", name));
		}
		this.wasAsked = true;
		long wanted = caches.stream().filter(this::isWanted).count();
		if (wanted > MAX_CACHES && this.told.add("")) {
			logger.warn("Of {} caches {} are checked; name those that need not be in 'selftest.check.cache.exclude'",
					wanted, MAX_CACHES);
		}
	}

	private boolean isWanted(FoundCache cache) {
		return !this.properties.exclude().contains(cache.name());
	}

	int idsInUse() {
		return this.ids.size();
	}

	/**
	 * Return the check that has watched the cache so far, or one that begins now.
	 */
	private CacheCheck check(FoundCache cache) {
		CacheCheck check = this.known.get(cache.key());
		return (check != null && check.isOf(cache)) ? check : new CacheCheck(this.ids.of(cache), cache,
				this.properties.limits(cache.name(), this.responses), this.properties.window(), this.nanoTime);
	}

	private void addProbe(FoundCache found, List<Check> checks) {
		String key = this.properties.probeKey(found.name());
		Cache cache = found.cache();
		if (key != null && cache != null) {
			checks.add(new CacheProbe(this.ids.ofProbe(found), found, cache, key, this.nanoTime));
		}
	}

}
