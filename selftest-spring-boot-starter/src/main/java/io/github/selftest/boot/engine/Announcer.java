package io.github.selftest.boot.engine;

import org.jspecify.annotations.Nullable;

import io.github.selftest.api.Finding;
import io.github.selftest.api.StateChanged;
import io.github.selftest.api.StateChanged.Subject;
import io.github.selftest.api.Status;

/**
 * Tells whoever listens or waits when the damped state of a check or group has changed.
 * To be called with the lock of the engine held.
 */
final class Announcer {

	private final EngineLock lock;

	private final EngineClock clock;

	private final Verdicts verdicts;

	private final Marks marks;

	private final Notifications notifications;

	Announcer(EngineLock lock, EngineClock clock, Verdicts verdicts, Marks marks, Notifications notifications) {
		this.lock = lock;
		this.clock = clock;
		this.verdicts = verdicts;
		this.marks = marks;
		this.notifications = notifications;
	}

	void announce(CheckState state) {
		CheckReport report = state.report(null, this.clock.nanoTime());
		Status before = state.announced();
		Finding explanation = report.explanation();
		// what was skipped is no news beside the news of its prerequisite
		if (isNews(before, report.status()) && !EngineFindings.isSkipped(explanation)) {
			state.announced(report.status());
			String reason = (explanation != null) ? Reason.of(report.id(), explanation) : Reason.OK;
			tell(Subject.CHECK, report.id(), before, report.status(), reason);
		}
	}

	void announce(GroupState group) {
		if (!group.hasNews(this.clock.nanoTime())) {
			return;
		}
		Verdict verdict = this.verdicts.of(group);
		group.looked(verdict);
		if (verdict.status().isConclusive()) {
			this.lock.afterwards(group.waiters().answer(() -> verdict));
		}
		Status before = group.announced();
		if (!group.isRunning() && isNews(before, verdict.status())) {
			group.announced(verdict.status());
			tell(Subject.GROUP, verdict.group(), before, verdict.status(), verdict.reason());
		}
	}

	private static boolean isNews(@Nullable Status before, Status now) {
		// not knowing is no news as long as nothing was ever known
		return before != now && (before != null || now.isConclusive());
	}

	private void tell(Subject subject, String name, @Nullable Status before, Status now, String reason) {
		StateChanged change = new StateChanged(subject, name, before, now, reason, this.clock.wallClock().instant());
		this.marks.add(change);
		this.notifications.tell((listener) -> listener.stateChanged(change));
	}

}
