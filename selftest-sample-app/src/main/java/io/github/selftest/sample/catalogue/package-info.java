/**
 * What the farm sells: reading it, cached one by one, and taking goods from stock.
 */
@NullMarked
package io.github.selftest.sample.catalogue;

import org.jspecify.annotations.NullMarked;
