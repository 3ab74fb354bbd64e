package io.github.selftest.boot.check.cache;

/**
 * What a cache has counted.
 *
 * @param hits reads that it could answer
 * @param misses reads that it could not
 * @param evictions entries that it has thrown out or let expire
 * @param loads values that it has loaded by itself
 * @param loadFailures loads that threw
 * @param loadNanos time of all loads
 */
record CacheCounts(long hits, long misses, long evictions, long loads, long loadFailures, long loadNanos) {

	static final int NUMBER = 6;

	static CacheCounts of(long[] counters) {
		return new CacheCounts(counters[0], counters[1], counters[2], counters[3], counters[4], counters[5]);
	}

	long[] counters() {
		return new long[] { this.hits, this.misses, this.evictions, this.loads, this.loadFailures, this.loadNanos };
	}

	long reads() {
		return this.hits + this.misses;
	}

	long attempts() {
		return this.loads + this.loadFailures;
	}

	static double share(long part, long whole) {
		return (whole > 0) ? (double) part / whole : 0;
	}

}
