/**
 * Runs checks and remembers what they found: plan, schedule, deadline, single flight,
 * hysteresis, staleness, history, and the verdicts of groups. Plain Java; public to the
 * other rooms of the starter, and no promise to anybody else.
 */
@NullMarked
package io.github.selftest.boot.engine;

import org.jspecify.annotations.NullMarked;
