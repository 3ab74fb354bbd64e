package io.github.selftest.boot.engine;

import java.time.Duration;
import java.time.Instant;

import io.github.selftest.api.Status;

/**
 * What the history keeps of a run.
 *
 * @param startedAt the time of day at its start
 * @param duration the time that it took
 * @param status its status
 * @param summary its worst finding in a line, empty when it passed
 */
public record RunRecord(Instant startedAt, Duration duration, Status status, String summary) {

}
