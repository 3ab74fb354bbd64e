package io.github.selftest.boot.check.pool.saturation;

import org.jspecify.annotations.Nullable;

/**
 * Tells how a pool is used now.
 */
@FunctionalInterface
interface UsageReader {

	/**
	 * Read it.
	 * @return the usage, or {@code null} if the pool has no bound or can't be read
	 */
	@Nullable Usage get();

}
