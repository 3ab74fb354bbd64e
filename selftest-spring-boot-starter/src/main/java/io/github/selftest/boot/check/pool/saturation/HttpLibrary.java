package io.github.selftest.boot.check.pool.saturation;

import org.jspecify.annotations.Nullable;

/**
 * Knows the pools in the HTTP clients of one library.
 */
interface HttpLibrary {

	/**
	 * Return whether an object is a pool of the library.
	 * @param candidate the object
	 * @return whether it is
	 */
	boolean isPool(Object candidate);

	/**
	 * Return how the connections to that side are used which has the fewest left.
	 * @param pool the pool
	 * @return the usage, {@code null} if the pool does not tell, or not yet
	 */
	@Nullable Usage usage(Object pool);

	/**
	 * Return what tells the usage of many pools at this moment.
	 * @return the same as for each of them alone, where nothing is to be had cheaper
	 */
	default Reading reading() {
		return this::usage;
	}

	/**
	 * Return why a pool tells nothing, and what makes it.
	 * @param client the name of the client
	 * @return what to say of that
	 */
	Silence silence(String client);

	/**
	 * What pools have told at one moment.
	 */
	@FunctionalInterface
	interface Reading {

		/**
		 * Return what a pool has told.
		 * @param pool the pool
		 * @return the usage, {@code null} if the pool does not tell, or not yet
		 */
		@Nullable Usage of(Object pool);

	}

	/**
	 * What is said of a client that does not tell how its connections are used.
	 *
	 * @param message what is so
	 * @param remedy what changes it, {@code null} if nothing has to
	 */
	record Silence(String message, @Nullable String remedy) {

	}

}
