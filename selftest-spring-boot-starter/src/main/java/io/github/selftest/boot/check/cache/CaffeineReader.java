package io.github.selftest.boot.check.cache;

import java.time.Duration;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.function.LongSupplier;

import com.github.benmanes.caffeine.cache.AsyncCache;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.LoadingCache;
import com.github.benmanes.caffeine.cache.Policy;
import com.github.benmanes.caffeine.cache.stats.CacheStats;
import org.jspecify.annotations.Nullable;

/**
 * Looks at caches of Caffeine. Reads that are timed are quiet ones: they count as neither
 * hit nor miss, and keep no entry alive.
 */
final class CaffeineReader implements CacheReader {

	private static final String REMEDY = "Add 'recordStats' to 'spring.cache.caffeine.spec', or call 'recordStats()' "
			+ "where the cache is built";

	private static final int ENTRIES = 3;

	private static final int BATCHES = 9;

	private static final int READS = 50;

	private final LongSupplier nanoTime;

	CaffeineReader(LongSupplier nanoTime) {
		this.nanoTime = nanoTime;
	}

	@Override
	public List<Class<?>> types() {
		return List.of(Cache.class, AsyncCache.class);
	}

	@Override
	public boolean reads(Object source) {
		return source instanceof Cache<?, ?>;
	}

	@Override
	public boolean loads(Object source) {
		return source instanceof LoadingCache<?, ?>;
	}

	@Override
	public Object source(Object bean) {
		return (bean instanceof AsyncCache<?, ?> async) ? async.synchronous() : bean;
	}

	@Override
	public CacheFacts read(Object source) {
		return facts((Cache<?, ?>) source);
	}

	private <K, V> CacheFacts facts(Cache<K, V> cache) {
		Policy<K, V> policy = cache.policy();
		return new CacheFacts(policy.isRecordingStats() ? counts(cache.stats()) : null, REMEDY, size(cache),
				policy.eviction().map(Policy.Eviction::getMaximum).orElse(null), staleness(policy), timeOfRead(cache));
	}

	private static CacheCounts counts(CacheStats stats) {
		return new CacheCounts(stats.hitCount(), stats.missCount(), stats.evictionCount(), stats.loadSuccessCount(),
				stats.loadFailureCount(), stats.totalLoadTime());
	}

	private static <K, V> Long size(Cache<K, V> cache) {
		return cache.policy()
			.eviction()
			.filter(Policy.Eviction::isWeighted)
			.map((eviction) -> eviction.weightedSize().orElse(0))
			.orElseGet(cache::estimatedSize);
	}

	// expiry after access and refresh bound nothing: who is read often stays, and the
	// first read after the time to refresh is still served the old value
	private static <K, V> @Nullable Duration staleness(Policy<K, V> policy) {
		return policy.expireAfterWrite().map(Policy.FixedExpiration::getExpiresAfter).orElse(null);
	}

	// a full cache may lose an entry while it is read
	private <K, V> @Nullable Duration timeOfRead(Cache<K, V> cache) {
		Iterator<K> keys = cache.asMap().keySet().iterator();
		for (int i = 0; i < ENTRIES && keys.hasNext(); i++) {
			Duration time = timeOfRead(cache.policy(), keys.next());
			if (time != null) {
				return time;
			}
		}
		return null;
	}

	private <K, V> @Nullable Duration timeOfRead(Policy<K, V> policy, K key) {
		long[] batches = new long[BATCHES];
		for (int i = 0; i < BATCHES; i++) {
			batches[i] = timeOfBatch(policy, key);
		}
		Arrays.sort(batches);
		return (batches[0] >= 0) ? Duration.ofNanos(Math.max(1, batches[BATCHES / 2] / READS)) : null;
	}

	/**
	 * Return the time of some reads, or -1 if the entry was not there in all of them.
	 */
	private <K, V> long timeOfBatch(Policy<K, V> policy, K key) {
		long start = this.nanoTime.getAsLong();
		boolean present = true;
		for (int i = 0; i < READS; i++) {
			present &= policy.getIfPresentQuietly(key) != null;
		}
		return present ? this.nanoTime.getAsLong() - start : -1;
	}

}
