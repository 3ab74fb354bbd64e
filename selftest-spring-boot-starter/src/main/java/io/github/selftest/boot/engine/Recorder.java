package io.github.selftest.boot.engine;

import io.github.selftest.api.CheckDefinition;
import io.github.selftest.api.Finding;
import io.github.selftest.api.Status;

/**
 * Keeps what comes out of runs. To be called with the lock of the engine held.
 */
final class Recorder {

	private final EngineClock clock;

	private final Checks checks;

	private final Announcer announcer;

	private final Notifications notifications;

	Recorder(EngineClock clock, Checks checks, Announcer announcer, Notifications notifications) {
		this.clock = clock;
		this.checks = checks;
		this.announcer = announcer;
		this.notifications = notifications;
	}

	/**
	 * Record the outcome of a run. One that never started doesn't soften a failure.
	 * @param run the run
	 * @param completed what came out
	 * @param started whether it says something of the check
	 * @return whether the check may stand otherwise than before
	 */
	boolean record(Run run, CompletedRun completed, boolean started) {
		CheckState state = run.state;
		CompletedRun kept = this.checks.budget().fit(completed);
		state.history()
			.add(summary(kept), kept.finishedNanos(), run.planned.interval(), state.backOff(), this.checks.budget());
		CheckDefinition definition = run.planned.definition();
		this.notifications.tellSometime((listener) -> listener.runCompleted(definition, kept));
		CompletedRun latest = state.latest();
		boolean counts = started || latest == null || latest.result().status() != Status.FAIL;
		boolean news = counts && state.accept(kept, this.clock.wallClock());
		if (news) {
			this.announcer.announce(state);
		}
		return news;
	}

	/**
	 * Tell more of a run whose outcome was recorded.
	 * @param run the run
	 * @param completed what came out
	 */
	void amend(Run run, CompletedRun completed) {
		run.state.amend(this.checks.budget().fit(completed));
	}

	private static RunRecord summary(CompletedRun run) {
		Status status = run.result().status();
		Finding worst = CheckState.worst(run.result());
		String summary = (status == Status.PASS || worst == null) ? "" : Reason.plain(worst.message());
		return new RunRecord(run.startedAt(), run.duration(), status, summary);
	}

}
