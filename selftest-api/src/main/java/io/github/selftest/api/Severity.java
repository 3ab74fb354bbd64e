package io.github.selftest.api;

/**
 * What the failure of a check means for the verdict of its groups.
 *
 * @since 0.1.0
 */
public enum Severity {

	/**
	 * A failure fails the group; not knowing makes the group inconclusive.
	 */
	CRITICAL,

	/**
	 * A failure is a warning; not knowing is listed and does not count.
	 */
	DEGRADING,

	/**
	 * Shown, and never counted.
	 */
	INFO

}
