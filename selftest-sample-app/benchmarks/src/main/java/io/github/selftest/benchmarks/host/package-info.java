/**
 * The service that is measured, with the starter and without it: Spring MVC, Actuator
 * with Prometheus, a connection pool on a database in memory. Its classes know nothing of
 * the starter or its API. A {@link io.github.selftest.benchmarks.host.Gauge} answers on
 * the standard streams what the process has used, so that no request is needed for it.
 */
@NullMarked
package io.github.selftest.benchmarks.host;

import org.jspecify.annotations.NullMarked;
