/**
 * Measures what the starter costs the service that it lives in. Starts the service with
 * and without it, each in a process of its own, and prints medians of paired ratios with
 * their intervals. What is measured, and how, is in {@code docs/benchmarks.md}.
 */
@NullMarked
package io.github.selftest.benchmarks;

import org.jspecify.annotations.NullMarked;
