/**
 * Rolling windows over what is sampled now and then: growth of counters, series, slopes
 * and quantiles. Plain Java. Nothing here has a thread or a clock: whoever samples says
 * when it was.
 */
@NullMarked
package io.github.selftest.boot.sampling;

import org.jspecify.annotations.NullMarked;
