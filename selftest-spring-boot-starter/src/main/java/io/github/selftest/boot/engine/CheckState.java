package io.github.selftest.boot.engine;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import io.github.selftest.api.CheckResult;
import io.github.selftest.api.Finding;
import io.github.selftest.api.Status;

/**
 * What the engine remembers of a check. Changed under the lock of the engine, read
 * without it.
 */
final class CheckState implements Announced {

	/** Stands for the state that is announced, which is that of the most damped group. */
	private static final String ANNOUNCED = "";

	private final History history = new History();

	private final Map<String, DampedStatus> damped = new HashMap<>();

	private volatile PlannedCheck planned;

	private volatile Memory memory = Memory.NONE;

	private @Nullable Run inFlight;

	private volatile @Nullable Mute mute;

	private @Nullable Status announced;

	private boolean silent;

	CheckState(PlannedCheck planned) {
		this.planned = planned;
	}

	PlannedCheck planned() {
		return this.planned;
	}

	void replan(PlannedCheck planned) {
		this.planned = planned;
	}

	History history() {
		return this.history;
	}

	@Nullable Run inFlight() {
		return this.inFlight;
	}

	void inFlight(@Nullable Run run) {
		this.inFlight = run;
		this.memory = this.memory.withRunning(run != null);
	}

	void mute(@Nullable Mute mute) {
		this.mute = mute;
	}

	@Override
	public @Nullable Status announced() {
		return this.announced;
	}

	@Override
	public void announced(Status status) {
		this.announced = status;
	}

	@Override
	public boolean isSilent() {
		return this.silent;
	}

	@Override
	public void silent(boolean silent) {
		this.silent = silent;
	}

	@Nullable CompletedRun latest() {
		return this.memory.latest();
	}

	int consecutiveFailures() {
		return this.memory.consecutiveFailures();
	}

	/**
	 * Return by how much the time between two runs is stretched.
	 * @return the factor, 1 unless the check keeps failing
	 */
	int backOff() {
		return this.planned.passive() ? 1 : Schedule.backOff(consecutiveFailures());
	}

	@Nullable Long nextRunNanos() {
		return this.memory.nextRunNanos();
	}

	void nextRun(@Nullable Long nanos, @Nullable Instant at) {
		this.memory = this.memory.withNextRun(nanos, at);
	}

	/**
	 * Take in the outcome of a run.
	 * @param run the run
	 * @param clock the clock for the time of day
	 * @return whether the check may stand otherwise than before
	 */
	boolean accept(CompletedRun run, Clock clock) {
		Memory before = this.memory;
		Instant now = clock.instant();
		Status status = run.result().status();
		Map<String, Standing> standings = new HashMap<>();
		for (GroupPlan group : this.planned.groups()) {
			standings.put(group.name(), standing(group.name(), group.failures(), group.passes(), status, now));
		}
		int failures = this.planned.groups().stream().mapToInt(GroupPlan::failures).max().orElse(1);
		int passes = this.planned.groups().stream().mapToInt(GroupPlan::passes).max().orElse(1);
		standings.put(ANNOUNCED, standing(ANNOUNCED, failures, passes, status, now));
		Memory after = before.with(run, now, standings);
		this.memory = after;
		return !after.confirms(before, run);
	}

	/**
	 * Tell more of a run whose outcome was taken in already.
	 * @param run the run as it is known now
	 */
	void amend(CompletedRun run) {
		this.memory = this.memory.amended(run);
	}

	/**
	 * Forget what no longer fits, as the share of a check has become smaller.
	 * @param budget the share
	 */
	void shrinkTo(Budget budget) {
		this.memory = this.memory.shrunkTo(budget);
		this.history.shrinkTo(budget);
	}

	/**
	 * Return whether the check was skipped for a prerequisite the last time.
	 * @return whether it was skipped
	 */
	boolean isSkipped() {
		CompletedRun latest = this.memory.latest();
		return latest != null && EngineFindings.isSkipped(worst(latest.result()));
	}

	private Standing standing(String group, int failures, int passes, Status status, Instant now) {
		DampedStatus damped = this.damped.computeIfAbsent(group, (name) -> new DampedStatus(failures, passes));
		damped.accept(status);
		Standing before = this.memory.standings().get(group);
		boolean same = before != null && before.status() == damped.get();
		return new Standing(damped.get(), (same && before != null) ? before.since() : now);
	}

	/**
	 * Return how the check stands.
	 * @param group the group that sees it, {@code null} for the announced state
	 * @param nanoTime the monotonic time now
	 * @return the report
	 */
	CheckReport report(@Nullable GroupPlan group, long nanoTime) {
		PlannedCheck planned = this.planned;
		Memory memory = this.memory;
		CompletedRun latest = memory.latest();
		Standing standing = memory.standings().get((group != null) ? group.name() : ANNOUNCED);
		if (latest == null || standing == null) {
			return new CheckReport(planned.definition(), Status.INCONCLUSIVE, Status.INCONCLUSIVE, false, null,
					EngineFindings.neverRan(planned, planned.interval() != null), null, null, 0, memory.running(),
					memory.nextRunAt(), this.mute);
		}
		boolean stale = (group == null || group.interval() != null) && memory.isStale(nanoTime);
		Status raw = latest.result().status();
		raw = (stale && raw.isPassing()) ? Status.INCONCLUSIVE : raw;
		Status status = (stale && standing.status() != Status.FAIL) ? Status.INCONCLUSIVE : standing.status();
		return new CheckReport(planned.definition(), status, raw, stale, latest,
				explanation(planned, memory, latest, status, stale), standing.since(), memory.lastPass(),
				memory.consecutiveFailures(), memory.running(), memory.nextRunAt(), this.mute);
	}

	/**
	 * Return when the latest result stops being evidence.
	 * @return the monotonic time, {@code null} if it doesn't
	 */
	@Nullable Long staleNanos() {
		return this.memory.staleNanos();
	}

	private static @Nullable Finding explanation(PlannedCheck planned, Memory memory, CompletedRun latest,
			Status status, boolean stale) {
		if (status == Status.PASS) {
			return null;
		}
		CompletedRun failure = memory.lastFailure();
		if (status == Status.FAIL && failure != null) {
			return worst(failure.result());
		}
		Duration limit = memory.staleLimit();
		return (stale && limit != null) ? EngineFindings.stale(planned, limit) : worst(latest.result());
	}

	static @Nullable Finding worst(CheckResult result) {
		Status status = result.status();
		return result.findings().stream().filter((finding) -> finding.status() == status).findFirst().orElse(null);
	}

	/**
	 * How a check stands in a group.
	 *
	 * @param status the damped status
	 * @param since when it began
	 */
	private record Standing(Status status, Instant since) {

	}

	/**
	 * All of it at one moment.
	 */
	private record Memory(@Nullable CompletedRun latest, @Nullable CompletedRun lastFailure, @Nullable Instant lastPass,
			int consecutiveFailures, Map<String, Standing> standings, boolean running, @Nullable Long nextRunNanos,
			@Nullable Instant nextRunAt) {

		static final Memory NONE = new Memory(null, null, null, 0, Map.of(), false, null, null);

		Memory with(CompletedRun run, Instant now, Map<String, Standing> standings) {
			Status status = run.result().status();
			int failures = (status == Status.FAIL) ? this.consecutiveFailures + 1
					: (status.isPassing() ? 0 : this.consecutiveFailures);
			return new Memory(run, (status == Status.FAIL) ? run : this.lastFailure,
					status.isPassing() ? now : this.lastPass, failures, Map.copyOf(standings), this.running, null,
					null);
		}

		Memory amended(CompletedRun run) {
			return new Memory(run, run, this.lastPass, this.consecutiveFailures, this.standings, this.running,
					this.nextRunNanos, this.nextRunAt);
		}

		Memory shrunkTo(Budget budget) {
			return new Memory(fit(this.latest, budget), fit(this.lastFailure, budget), this.lastPass,
					this.consecutiveFailures, this.standings, this.running, this.nextRunNanos, this.nextRunAt);
		}

		private static @Nullable CompletedRun fit(@Nullable CompletedRun run, Budget budget) {
			return (run != null) ? budget.fit(run) : null;
		}

		Memory withRunning(boolean running) {
			return new Memory(this.latest, this.lastFailure, this.lastPass, this.consecutiveFailures, this.standings,
					running, this.nextRunNanos, this.nextRunAt);
		}

		Memory withNextRun(@Nullable Long nanos, @Nullable Instant at) {
			return new Memory(this.latest, this.lastFailure, this.lastPass, this.consecutiveFailures, this.standings,
					this.running, nanos, at);
		}

		/**
		 * Return when a result is too old: twice the time to the planned next run.
		 * @return the monotonic time, {@code null} if it doesn't age
		 */
		@Nullable Long staleNanos() {
			Duration limit = staleLimit();
			return (this.latest != null && limit != null) ? this.latest.finishedNanos() + limit.toNanos() : null;
		}

		@Nullable Duration staleLimit() {
			if (this.latest == null || this.nextRunNanos == null) {
				return null;
			}
			return Duration.ofNanos(2 * Math.max(0, this.nextRunNanos - this.latest.finishedNanos()));
		}

		/**
		 * Return whether a run has found the same again, and nothing stands otherwise for
		 * it.
		 * @param before all of it before that run
		 * @param run the run
		 * @return whether no verdict can differ
		 */
		boolean confirms(Memory before, CompletedRun run) {
			Status status = run.result().status();
			return before.latest != null && status == before.latest.result().status() && status.isConclusive()
					&& this.standings.equals(before.standings) && !before.isStale(run.finishedNanos());
		}

		boolean isStale(long nanoTime) {
			Long stale = staleNanos();
			return stale != null && nanoTime - stale > 0;
		}

	}

}
