package io.github.selftest.boot.engine;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * What the rooms around the engine may ask of it. All that reads answers from memory: it
 * waits for no lock, no I/O and no check. Safe for use by several threads.
 */
public interface Engine {

	/**
	 * Return whether the engine runs checks or will do so once the application is ready.
	 * @return {@code false} before the start and after the stop
	 */
	boolean isRunning();

	/**
	 * Return the time since the engine has last looked at what is due. While it runs and
	 * has checks that is about a second at most; a long silence means that its thread has
	 * died or gets no processor.
	 * @return the time, zero when the engine has nothing to look at
	 */
	Duration silence();

	/**
	 * Return the groups in a fixed order: the built-in ones, then those of the user.
	 * @return the groups
	 */
	List<GroupPlan> groups();

	/**
	 * Return all checks in the order in which they were found.
	 * @return the checks, whatever their groups
	 */
	List<CheckReport> checks();

	/**
	 * Return how a group stands now.
	 * @param group the name of the group
	 * @return the verdict, empty for an unknown group
	 */
	Optional<Verdict> verdict(String group);

	/**
	 * Return how a check stands now, whatever its groups.
	 * @param check the id of the check
	 * @return the report, empty for an unknown check
	 */
	Optional<CheckReport> check(String check);

	/**
	 * Return how a check stands now, as a group sees it.
	 * @param group the name of the group
	 * @param check the id of a check of that group
	 * @return the report, empty when either is unknown or the check is not in the group
	 */
	Optional<CheckReport> check(String group, String check);

	/**
	 * Return the recent runs of a check, the latest first.
	 * @param check the id of the check
	 * @return the runs, empty for an unknown check
	 */
	List<RunRecord> history(String check);

	/**
	 * Return what is known of the past of a check: its runs, minutes and hours, and what
	 * follows from them.
	 * @param check the id of the check
	 * @return the history, empty for an unknown check
	 */
	default Optional<CheckHistory> historyOf(String check) {
		return Optional.empty();
	}

	/**
	 * Return the starts of the service and the changes of the damped states of all checks
	 * and groups.
	 * @return the latest ones, the latest first
	 */
	default List<HistoryMark> marks() {
		return List.of();
	}

	/**
	 * Run a group now, or join the run that is under way.
	 * @param group the name of a known group
	 * @param minInterval the time after the last completed run of the group in which its
	 * answer is given again
	 * @return the verdict of that run, in a future for this caller alone, who may cancel
	 * it; never completes exceptionally by itself
	 */
	CompletableFuture<Verdict> run(String group, Duration minInterval);

	/**
	 * Run one check now, or join the run that is under way.
	 * @param group the name of a known group
	 * @param check the id of a check of that group
	 * @param minInterval the time after the last completed run of the check in which its
	 * result is given again
	 * @return the report after that run, in a future for this caller alone
	 */
	CompletableFuture<CheckReport> run(String group, String check, Duration minInterval);

	/**
	 * Wait until a group has a fresh and conclusive verdict. Holds no thread. The caller
	 * cancels the future when nobody waits any longer.
	 * @param group the name of a known group
	 * @return the verdict, at once if it is conclusive already
	 */
	CompletableFuture<Verdict> conclusive(String group);

	/**
	 * Return what is muted now.
	 * @return the mutes, the oldest first
	 */
	default List<Mute> mutes() {
		return List.of();
	}

	/**
	 * Return the time that ages are computed with.
	 * @return the clock of the engine
	 */
	EngineClock clock();

}
