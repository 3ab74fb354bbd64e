package io.github.selftest.boot.check.httpcache;

import java.time.Duration;
import java.util.Optional;

/**
 * What the author declared of the caching of a route; nothing where he said nothing.
 *
 * @param minTtl the shortest time for which a cache may use it
 * @param maxTtl the longest time for which a cache may use it
 * @param staleWhileRevalidate the time for which it may be served stale at least
 * @param storage who may store it
 */
record Expectations(Optional<Duration> minTtl, Optional<Duration> maxTtl, Optional<Duration> staleWhileRevalidate,
		Optional<Storage> storage) {

	static final Expectations NONE = new Expectations(Optional.empty(), Optional.empty(), Optional.empty(),
			Optional.empty());

	/**
	 * Who may store an answer.
	 */
	enum Storage {

		/** Every cache. */
		PUBLIC,

		/** The cache of one user, such as a browser. */
		PRIVATE,

		/** Nobody. */
		NONE

	}

}
