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

	private final MuteBook mutes;

	Announcer(EngineLock lock, EngineClock clock, Verdicts verdicts, Marks marks, Notifications notifications,
			MuteBook mutes) {
		this.lock = lock;
		this.clock = clock;
		this.verdicts = verdicts;
		this.marks = marks;
		this.notifications = notifications;
		this.mutes = mutes;
	}

	void announce(CheckState state) {
		CheckReport report = state.report(null, this.clock.nanoTime());
		Finding explanation = report.explanation();
		Mute mute = this.mutes.silencing(report.definition());
		// what was skipped is no news beside the news of its prerequisite
		if (mute != null || !EngineFindings.isSkipped(explanation)) {
			announce(state, new News(Subject.CHECK, report.id(), report.status(),
					(explanation != null) ? Reason.of(report.id(), explanation) : Reason.OK), mute);
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
		if (!group.isRunning()) {
			announce(group, new News(Subject.GROUP, verdict.group(), verdict.status(), verdict.reason()),
					muteOf(verdict));
		}
	}

	/**
	 * Return the mute by which a group gives no alert. That nothing counts as all is
	 * muted is nothing to alarm anybody of.
	 * @param verdict how the group stands
	 * @return the mute, {@code null} if it gives alerts
	 */
	private @Nullable Mute muteOf(Verdict verdict) {
		if (verdict.mute() != null || verdict.counting() > 0 || verdict.muted().isEmpty()) {
			return verdict.mute();
		}
		return this.mutes.ofCheck(verdict.muted().get(0));
	}

	private void announce(Announced what, News news, @Nullable Mute mute) {
		Status before = what.announced();
		if (mute != null) {
			if (!what.isSilent()) {
				what.silent(true);
				this.notifications.tell((listener) -> listener.muted(news.subject(), news.name(), mute));
			}
			return;
		}
		boolean forgotten = what.isSilent() && before == news.status() && before != Status.PASS;
		what.silent(false);
		if (forgotten || isNews(before, news.status())) {
			what.announced(news.status());
			tell(news, forgotten ? null : before);
		}
	}

	private static boolean isNews(@Nullable Status before, Status now) {
		// not knowing is no news as long as nothing was ever known
		return before != now && (before != null || now.isConclusive());
	}

	private void tell(News news, @Nullable Status before) {
		StateChanged change = new StateChanged(news.subject(), news.name(), before, news.status(), news.reason(),
				this.clock.wallClock().instant());
		this.marks.add(change);
		this.notifications.tell((listener) -> listener.stateChanged(change));
	}

	/**
	 * How something stands now.
	 *
	 * @param subject whether it is a check or a group
	 * @param name the id or name
	 * @param status the status
	 * @param reason why
	 */
	private record News(Subject subject, String name, Status status, String reason) {

	}

}
