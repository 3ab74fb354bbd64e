/**
 * Measures by JMH what it costs to count the requests of users and to hold them against
 * objectives.
 */
@NullMarked
package io.github.selftest.benchmarks.slo;

import org.jspecify.annotations.NullMarked;
