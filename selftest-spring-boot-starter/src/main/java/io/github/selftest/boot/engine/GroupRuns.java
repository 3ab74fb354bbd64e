package io.github.selftest.boot.engine;

import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/**
 * Runs whole groups, each one at a time, and gives the answer of the last run again
 * within a short time. To be called with the lock of the engine held.
 */
final class GroupRuns {

	private final EngineLock lock;

	private final EngineClock clock;

	private final Checks checks;

	private final Runs runs;

	private final Verdicts verdicts;

	private final Notifications notifications;

	private final Runnable whenEnded;

	/** Groups that somebody wants to run before all their checks are known. */
	private final Set<GroupState> held = new LinkedHashSet<>();

	GroupRuns(EngineLock lock, EngineClock clock, Checks checks, Runs runs, Verdicts verdicts,
			Notifications notifications, Runnable whenEnded) {
		this.lock = lock;
		this.clock = clock;
		this.checks = checks;
		this.runs = runs;
		this.verdicts = verdicts;
		this.notifications = notifications;
		this.whenEnded = whenEnded;
	}

	/**
	 * Run a group, or join the run under way.
	 * @param group the group
	 * @param minInterval how long the answer of the last run is given again
	 * @param complete whether all checks are known; if not, the run waits for
	 * {@link #startHeld()}, as a verdict without some of them would prove too much
	 * @return the verdict, for this caller alone
	 */
	CompletableFuture<Verdict> run(GroupState group, Duration minInterval, boolean complete) {
		Verdict recent = group.answerOfLast(minInterval, this.clock.nanoTime());
		if (recent != null && !group.isRunning()) {
			return CompletableFuture.completedFuture(recent);
		}
		CompletableFuture<Verdict> caller = group.callers().add();
		if (complete) {
			start(group);
		}
		else {
			this.held.add(group);
		}
		return caller;
	}

	/**
	 * Run the groups that were waiting for their checks to be known.
	 */
	void startHeld() {
		this.held.forEach(this::start);
		this.held.clear();
	}

	/**
	 * Run a group, unless a run is under way.
	 * @param group the group
	 */
	void start(GroupState group) {
		if (!group.isRunning()) {
			Duration deadline = group.plan().deadline();
			long number = group.begin(this.clock.nanoTime() + Spans.nanos(deadline));
			List<Run> started = this.runs.start(this.checks.of(group.plan()).toList(), deadline);
			this.runs.whenKnown(started, () -> end(group, number));
		}
	}

	private void end(GroupState group, long run) {
		if (group.isRunning(run)) {
			end(group);
		}
	}

	/**
	 * End a run that has overrun its deadline, such as one that has joined a run of a
	 * check with more time than the group.
	 * @param group the group
	 * @param nanoTime the monotonic time now
	 * @return nanoseconds until this is worth calling again
	 */
	long enforceDeadline(GroupState group, long nanoTime) {
		if (group.nanosLeft(nanoTime) <= 0) {
			end(group);
		}
		return group.nanosLeft(nanoTime);
	}

	private void end(GroupState group) {
		Verdict verdict = this.verdicts.of(group);
		group.end(verdict, this.clock.nanoTime());
		group.touch();
		this.whenEnded.run();
		this.notifications.tell((listener) -> listener.groupCompleted(verdict));
		this.lock.afterwards(group.callers().answer(() -> verdict));
	}

	/**
	 * Answer whoever waits for a group, as nothing more will come.
	 * @param group the group
	 */
	void dismiss(GroupState group) {
		this.held.remove(group);
		group.abandon();
		this.lock.afterwards(group.callers().answer(() -> this.verdicts.of(group)));
		this.lock.afterwards(group.waiters().answer(() -> this.verdicts.of(group)));
	}

}
