/**
 * A farm shop that verifies itself, one package for each thing it does.
 */
@NullMarked
package io.github.selftest.sample;

import org.jspecify.annotations.NullMarked;
