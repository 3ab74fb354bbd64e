package io.github.selftest.api.probe;

/**
 * Changes something that a resource shows, and changes it back, so that a check can see
 * whether caches hear of it: after the change the ETag or the date must be another, and a
 * conditional request must bring the new content.
 * <p>
 * Each bean of this type becomes a check of the group {@code deep}, which runs on request
 * only. Change something that no user sees, such as a product of a test tenant. All
 * methods are called on one of the engine's daemon threads.
 *
 * @since 0.1.0
 */
public interface CacheMutationProbe {

	/**
	 * Return the name, from which the id of the check is made: {@code product-page}
	 * becomes {@code httpCacheMutationProductPage}.
	 * @return the name, always the same
	 */
	String name();

	/**
	 * Return the resource that shows the change.
	 * @return a path below the context path that GET answers with 200
	 */
	String path();

	/**
	 * Make the change, in the way in which the service makes it. When this returns, the
	 * change must be visible.
	 * @throws Exception anything, which fails the check
	 */
	void mutate() throws Exception;

	/**
	 * Take the change back. Called once a run, also when {@link #mutate()} threw or the
	 * run overran its deadline, within two seconds; not when the change was never tried.
	 * @throws Exception anything, which fails the check
	 */
	void restore() throws Exception;

}
