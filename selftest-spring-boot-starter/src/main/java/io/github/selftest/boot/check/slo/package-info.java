/**
 * Objectives of the service: whether requests succeed, and soon enough, in this very
 * process. Counts what users asked for, by itself, so that no meter of the host needs a
 * histogram.
 */
@NullMarked
package io.github.selftest.boot.check.slo;

import org.jspecify.annotations.NullMarked;
