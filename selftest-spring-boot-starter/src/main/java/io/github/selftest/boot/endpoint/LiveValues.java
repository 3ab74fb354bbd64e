package io.github.selftest.boot.endpoint;

/**
 * What differs between two answers although nothing has happened.
 *
 * @param ageSeconds the age of the oldest counting result
 * @param uptimeSeconds the age of the instance
 * @param role the role in a rollout
 */
record LiveValues(Object ageSeconds, Object uptimeSeconds, Object role) {

	/**
	 * No value takes more bytes.
	 */
	static final LiveValues WIDEST = new LiveValues(Long.MAX_VALUE / 1e9, Long.MAX_VALUE / 1e9, "unknown");

}
