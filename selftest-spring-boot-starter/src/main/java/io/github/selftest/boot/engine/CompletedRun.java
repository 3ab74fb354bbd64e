package io.github.selftest.boot.engine;

import java.time.Duration;
import java.time.Instant;

import io.github.selftest.api.CheckResult;

/**
 * A run that has ended, or was ended by its deadline.
 *
 * @param startedAt the time of day at its start
 * @param duration the time that it took
 * @param finishedNanos the monotonic time at its end, for ages
 * @param result what it found
 */
public record CompletedRun(Instant startedAt, Duration duration, long finishedNanos, CheckResult result) {

}
