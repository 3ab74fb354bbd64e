package io.github.selftest.boot.check.fallback;

import java.util.function.LongSupplier;

/**
 * Time to measure with, in nanoseconds from nowhere in particular.
 */
@FunctionalInterface
interface NanoTime extends LongSupplier {

}
