/**
 * Placing orders and reading one's own.
 */
@NullMarked
package io.github.selftest.sample.orders;

import org.jspecify.annotations.NullMarked;
