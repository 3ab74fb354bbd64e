/**
 * What was seen of late, and what it proves: counts of requests in rolling windows,
 * counters, slopes, quantiles, and tests of rates that may be asked as often as one
 * likes. Plain Java, without a thread or a clock of its own.
 */
@NullMarked
package io.github.selftest.boot.sampling;

import org.jspecify.annotations.NullMarked;
