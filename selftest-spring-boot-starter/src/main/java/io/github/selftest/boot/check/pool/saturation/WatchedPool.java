package io.github.selftest.boot.check.pool.saturation;

/**
 * A pool of the application.
 *
 * @param name its name, mostly that of the bean
 * @param sort what it is made of
 * @param pool the pool itself
 * @param usage tells how it is used now
 */
record WatchedPool(String name, Sort sort, Object pool, UsageReader usage) {

}
