package io.github.selftest.boot.engine;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
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

	GroupRuns(EngineLock lock, EngineClock clock, Checks checks, Runs runs, Verdicts verdicts,
			Notifications notifications) {
		this.lock = lock;
		this.clock = clock;
		this.checks = checks;
		this.runs = runs;
		this.verdicts = verdicts;
		this.notifications = notifications;
	}

	/**
	 * Run a group, or join the run under way.
	 * @param group the group
	 * @param minInterval how long the answer of the last run is given again
	 * @return the verdict, for this caller alone
	 */
	CompletableFuture<Verdict> run(GroupState group, Duration minInterval) {
		CompletableFuture<Verdict> running = group.running();
		if (running != null) {
			return running.copy();
		}
		Verdict recent = group.answerOfLast(minInterval, this.clock.nanoTime());
		if (recent != null) {
			return CompletableFuture.completedFuture(recent);
		}
		CompletableFuture<Verdict> run = group.begin();
		start(group, run);
		return run.copy();
	}

	/**
	 * Run a group for nobody in particular, unless a run is under way.
	 * @param group the group
	 */
	void start(GroupState group) {
		if (group.running() == null) {
			start(group, group.begin());
		}
	}

	private void start(GroupState group, CompletableFuture<Verdict> run) {
		List<CheckState> members = this.checks.of(group.plan()).toList();
		List<Run> started = this.runs.start(members, group.plan().deadline());
		this.lock.lockedWhenDone(started.stream().map((it) -> it.outcome).toList(), () -> end(group, run));
	}

	private void end(GroupState group, CompletableFuture<Verdict> run) {
		if (group.running() != run) {
			return;
		}
		Verdict verdict = this.verdicts.of(group);
		group.end(verdict, this.clock.nanoTime());
		group.touch();
		this.lock.afterwards(() -> {
			this.notifications.tell((listener) -> listener.groupCompleted(verdict));
			run.complete(verdict);
		});
	}

	/**
	 * Answer whoever waits for a group, as nothing more will come.
	 * @param group the group
	 */
	void dismiss(GroupState group) {
		List<CompletableFuture<Verdict>> waiting = new ArrayList<>(group.takeWaiters());
		CompletableFuture<Verdict> running = group.abandon();
		if (running != null) {
			waiting.add(running);
		}
		Verdict verdict = this.verdicts.of(group);
		this.lock.afterwards(() -> waiting.forEach((future) -> future.complete(verdict)));
	}

}
