package io.github.selftest.boot.notify;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;

import org.jspecify.annotations.Nullable;

import io.github.selftest.api.Status;
import io.github.selftest.boot.notify.Alert.About;
import io.github.selftest.boot.notify.Alert.Detail;

/**
 * What a target was told of each check and group, from which follows what it is to be
 * told next. Not safe for use by several threads.
 */
final class AlertBook {

	private final Set<Status> states;

	private final boolean sendResolved;

	private final long reminderNanos;

	private final Map<About, Open> open = new LinkedHashMap<>();

	AlertBook(Set<Status> states, boolean sendResolved, Duration reminder) {
		this.states = Set.copyOf(states);
		this.sendResolved = sendResolved;
		this.reminderNanos = reminder.toNanos();
	}

	/**
	 * Take note of a state.
	 * @param about what has it
	 * @param now the state
	 * @param reason why
	 * @param detail what explains it
	 * @param at when it began
	 * @param nanoTime the monotonic time now
	 * @return what to tell, {@code null} if that is nothing
	 */
	@Nullable Alert changed(About about, Status now, String reason, Detail detail, Instant at, long nanoTime) {
		Open before = this.open.get(about);
		if (this.states.contains(now)) {
			if (before != null && before.status == now) {
				return null;
			}
			Instant since = (before != null) ? before.since : at;
			this.open.put(about, new Open(now, since, nanoTime, detail));
			return (before != null) ? alert(AlertType.CHANGED, about, now, before.status, reason, since, at, detail)
					: alert(AlertType.FIRING, about, now, null, reason, since, at, detail);
		}
		// not to know is no recovery
		if (before == null || now == Status.INCONCLUSIVE) {
			return null;
		}
		this.open.remove(about);
		return this.sendResolved
				? alert(AlertType.RESOLVED, about, now, before.status, reason, before.since, at, detail) : null;
	}

	/**
	 * Close what nothing more is told of.
	 * @param gone tells what that is
	 * @param why says why, after the name of the check or group
	 * @param at the time of day
	 * @return what to tell
	 */
	List<Alert> close(Predicate<About> gone, String why, Instant at) {
		List<Alert> alerts = new ArrayList<>();
		for (Iterator<Map.Entry<About, Open>> entries = this.open.entrySet().iterator(); entries.hasNext();) {
			Map.Entry<About, Open> entry = entries.next();
			About about = entry.getKey();
			if (gone.test(about)) {
				entries.remove();
				alerts.add(alert(AlertType.RESOLVED, about, Status.INCONCLUSIVE, entry.getValue().status,
						about + " " + why, entry.getValue().since, at, entry.getValue().detail));
			}
		}
		return this.sendResolved ? alerts : List.of();
	}

	/**
	 * Return what is due to be told again, and take it for told.
	 * @param nanoTime the monotonic time now
	 * @return the checks and groups
	 */
	List<About> dueReminders(long nanoTime) {
		List<About> due = new ArrayList<>();
		this.open.forEach((about, entry) -> {
			if (nanoTime - entry.toldNanos >= this.reminderNanos) {
				entry.toldNanos = nanoTime;
				due.add(about);
			}
		});
		return due;
	}

	/**
	 * Take note that a target could not be told, so that it is told earlier than by the
	 * next reminder.
	 * @param about what it could not be told of
	 * @param nanoTime the monotonic time now
	 * @param delay the time until it is told again
	 */
	void tellAgain(About about, long nanoTime, Duration delay) {
		Open entry = this.open.get(about);
		if (entry != null) {
			entry.toldNanos = nanoTime - Math.max(0, this.reminderNanos - delay.toNanos());
		}
	}

	@Nullable Alert reminder(About about, @Nullable String reason, Detail detail, Instant at) {
		Open entry = this.open.get(about);
		if (entry == null) {
			return null;
		}
		String text = (reason != null) ? reason : about + " is still " + entry.status;
		return alert(AlertType.REMINDER, about, entry.status, null, text, entry.since, at, detail);
	}

	/**
	 * Return the time until something is to be told again.
	 * @param nanoTime the monotonic time now
	 * @return the nanoseconds, {@link Long#MAX_VALUE} if there is nothing
	 */
	long nanosToReminder(long nanoTime) {
		return this.open.values()
			.stream()
			.mapToLong((entry) -> Math.max(0, this.reminderNanos - (nanoTime - entry.toldNanos)))
			.min()
			.orElse(Long.MAX_VALUE);
	}

	int open() {
		return this.open.size();
	}

	private static Alert alert(AlertType type, About about, Status status, @Nullable Status previous, String reason,
			Instant since, Instant at, Detail detail) {
		return new Alert(UUID.randomUUID().toString(), type, about, status, previous, reason, since, at, detail, 0);
	}

	private static final class Open {

		private final Status status;

		private final Instant since;

		/** By which those who are told know it again, also when it is gone. */
		private final Detail detail;

		private long toldNanos;

		Open(Status status, Instant since, long toldNanos, Detail detail) {
			this.status = status;
			this.since = since;
			this.toldNanos = toldNanos;
			this.detail = detail.withoutFinding();
		}

	}

}
