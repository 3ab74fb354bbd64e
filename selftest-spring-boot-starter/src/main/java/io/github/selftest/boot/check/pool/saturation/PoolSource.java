package io.github.selftest.boot.check.pool.saturation;

import java.util.stream.Stream;

/**
 * Finds pools of one sort that exist now.
 */
@FunctionalInterface
interface PoolSource {

	Stream<WatchedPool> pools();

}
