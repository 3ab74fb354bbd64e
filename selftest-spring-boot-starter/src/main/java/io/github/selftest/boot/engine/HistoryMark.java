package io.github.selftest.boot.engine;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

import io.github.selftest.api.Status;

/**
 * Something that a reader of the history wants to see beside it.
 *
 * @param at when it happened
 * @param kind what it was
 * @param name the version that was started, or the check or group whose damped state has
 * changed
 * @param before the state before, {@code null} of a start and of the first state
 * @param now the state since, {@code null} of a start
 */
public record HistoryMark(Instant at, Kind kind, String name, @Nullable Status before, @Nullable Status now) {

	/**
	 * What may have happened.
	 */
	public enum Kind {

		/** The service was started, after a deploy or otherwise. */
		START,

		/** The state of a check has changed. */
		CHECK,

		/** The state of a group has changed. */
		GROUP

	}

}
