package io.github.selftest.boot.notify;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;

import org.jspecify.annotations.Nullable;

import io.github.selftest.api.Severity;
import io.github.selftest.api.StateChanged.Subject;
import io.github.selftest.api.Status;

/**
 * What a target is told. Immutable, with all that was known when it was written, so that
 * a late delivery tells what was true then.
 *
 * @param id an id that stays the same over all attempts
 * @param type why it is sent
 * @param about the check or group
 * @param status the state now
 * @param previous the state that the target was told before, {@code null} if none
 * @param reason why, in a line
 * @param since when the alert began
 * @param at when this happened
 * @param detail what explains the state
 * @param folded earlier changes of the same check or group that were never sent as too
 * many waited
 */
record Alert(String id, AlertType type, About about, Status status, @Nullable Status previous, String reason,
		Instant since, Instant at, Detail detail, int folded) {

	Alert {
		since = since.truncatedTo(ChronoUnit.MILLIS);
		at = at.truncatedTo(ChronoUnit.MILLIS);
	}

	Alert withFolded(int count) {
		return new Alert(this.id, this.type, this.about, this.status, this.previous, this.reason, this.since, this.at,
				this.detail, count);
	}

	boolean isOver() {
		return this.type == AlertType.RESOLVED;
	}

	/**
	 * What an alert is about.
	 *
	 * @param subject whether it is a check or a group
	 * @param name the id or name
	 */
	record About(Subject subject, String name) {

		String kind() {
			return (this.subject == Subject.CHECK) ? "check" : "group";
		}

		@Override
		public String toString() {
			return kind() + " '" + this.name + "'";
		}

	}

	/**
	 * What explains the state: of the check, or of the first failing check of the group.
	 *
	 * @param title the name for people
	 * @param severity what a failure means, {@code null} for a group
	 * @param check the id of the explaining check
	 * @param code the code of the finding
	 * @param observed the value that was seen
	 * @param expected the value that should have been
	 * @param remedy what to do
	 * @param runBook where to read what to do
	 * @param failed the ids of failed checks
	 * @param warned the ids of checks that warn
	 * @param inconclusive the ids of inconclusive checks
	 */
	record Detail(String title, @Nullable Severity severity, @Nullable String check, @Nullable String code,
			@Nullable String observed, @Nullable String expected, @Nullable String remedy, @Nullable String runBook,
			List<String> failed, List<String> warned, List<String> inconclusive) {

		static Detail of(String title) {
			return of(title, null);
		}

		private static Detail of(String title, @Nullable Severity severity) {
			return new Detail(title, severity, null, null, null, null, null, null, List.of(), List.of(), List.of());
		}

		/**
		 * Return what stays the same whatever is found.
		 * @return title and severity alone
		 */
		Detail withoutFinding() {
			return of(this.title, this.severity);
		}

	}

}
