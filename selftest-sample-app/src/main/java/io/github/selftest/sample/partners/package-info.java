/**
 * Services of others that the shop depends on, for development: a warehouse that knows
 * the stock, and a hub of devices. Each runs in a context and on a port of its own, and
 * can be made slow or taken away.
 */
@NullMarked
package io.github.selftest.sample.partners;

import org.jspecify.annotations.NullMarked;
