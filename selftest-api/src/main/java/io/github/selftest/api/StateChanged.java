package io.github.selftest.api;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * Published as an application event when the damped state of a check or a group changes,
 * and when it becomes known for the first time. Listeners are called one after the other
 * on one of the engine's daemon threads, in the order of the changes.
 *
 * @since 0.1.0
 */
public final class StateChanged {

	private final Subject subject;

	private final String name;

	private final @Nullable Status before;

	private final Status now;

	private final String reason;

	private final Instant at;

	/**
	 * Create an event.
	 * @param subject what has changed
	 * @param name the id of the check or the name of the group
	 * @param before the state before, {@code null} if it was not known
	 * @param now the state now
	 * @param reason why, in at most 200 characters
	 * @param at when
	 */
	public StateChanged(Subject subject, String name, @Nullable Status before, Status now, String reason, Instant at) {
		this.subject = subject;
		this.name = name;
		this.before = before;
		this.now = now;
		this.reason = reason;
		this.at = at;
	}

	public Subject subject() {
		return this.subject;
	}

	public String name() {
		return this.name;
	}

	public @Nullable Status before() {
		return this.before;
	}

	public Status now() {
		return this.now;
	}

	public String reason() {
		return this.reason;
	}

	public Instant at() {
		return this.at;
	}

	@Override
	public String toString() {
		return "%s '%s' %s -> %s: %s".formatted(this.subject.name().toLowerCase(java.util.Locale.ROOT), this.name,
				(this.before != null) ? this.before : "new", this.now, this.reason);
	}

	/**
	 * What can change its state.
	 */
	public enum Subject {

		/**
		 * A check.
		 */
		CHECK,

		/**
		 * A group.
		 */
		GROUP

	}

}
