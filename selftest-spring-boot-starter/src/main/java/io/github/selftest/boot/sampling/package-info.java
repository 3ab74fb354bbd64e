/**
 * Arithmetic over what was seen in the last minutes: rolling windows, counters, slopes.
 * Plain Java without threads or clocks of its own: whoever looks says when it was.
 */
@NullMarked
package io.github.selftest.boot.sampling;

import org.jspecify.annotations.NullMarked;
