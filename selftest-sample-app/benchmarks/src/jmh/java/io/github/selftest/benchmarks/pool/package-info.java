/**
 * Measures by JMH what it costs to look at pools that are not those of HikariCP.
 */
@NullMarked
package io.github.selftest.benchmarks.pool;

import org.jspecify.annotations.NullMarked;
