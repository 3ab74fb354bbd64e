/**
 * Meters, events and log lines about checks. Watches the engine and never fails it.
 */
@NullMarked
package io.github.selftest.boot.observability;

import org.jspecify.annotations.NullMarked;
