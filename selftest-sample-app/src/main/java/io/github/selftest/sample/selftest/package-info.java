/**
 * The checks of the shop that need code; those that need none are in
 * {@code smoke-suite.yaml}. All of them only read.
 */
@NullMarked
package io.github.selftest.sample.selftest;

import org.jspecify.annotations.NullMarked;
