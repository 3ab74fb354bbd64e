package io.github.selftest.boot.check.httpcache;

/**
 * How much is asked of a resource in one run. Each includes those before it.
 */
enum Tier {

	/** 5 requests. */
	BASIC,

	/** 14 requests. */
	STANDARD,

	/** All requests. */
	DEEP;

	boolean includes(Tier other) {
		return compareTo(other) >= 0;
	}

}
