/**
 * Measures by JMH what we add to a call of a user through a method that Resilience4j
 * guards.
 */
@NullMarked
package io.github.selftest.benchmarks.fallback;

import org.jspecify.annotations.NullMarked;
