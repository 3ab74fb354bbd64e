/**
 * Many checks that do nothing, for what the engine itself costs. On the class path of
 * both halves of a pair, loaded only in the one that has the starter.
 */
@NullMarked
package io.github.selftest.benchmarks.checks;

import org.jspecify.annotations.NullMarked;
