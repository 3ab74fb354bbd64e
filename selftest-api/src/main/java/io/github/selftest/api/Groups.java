package io.github.selftest.api;

/**
 * Names of the built-in groups. More are defined by
 * {@code selftest.groups.<name>.interval} and the like.
 *
 * @since 0.1.0
 */
public final class Groups {

	/**
	 * The critical path: once when the application is ready, and on request.
	 */
	public static final String SMOKE = "smoke";

	/**
	 * Around the clock, every minute.
	 */
	public static final String CONTINUOUS = "continuous";

	/**
	 * What a rollout asks, every 10 seconds.
	 */
	public static final String CANARY = "canary";

	/**
	 * Active and costly probes, on request only.
	 */
	public static final String DEEP = "deep";

	private Groups() {
	}

}
