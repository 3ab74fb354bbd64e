package io.github.selftest.boot.check.cache;

/**
 * Judges one thing about a cache.
 */
interface CacheRule {

	/**
	 * Judge it.
	 * @param cache the cache
	 * @param report where to say what was seen; nothing is said of what can't be known
	 */
	void judge(CacheView cache, CacheReport report);

}
