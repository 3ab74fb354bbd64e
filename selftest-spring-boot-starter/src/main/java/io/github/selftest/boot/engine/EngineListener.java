package io.github.selftest.boot.engine;

import java.util.Collection;

import io.github.selftest.api.CheckDefinition;
import io.github.selftest.api.StateChanged;

/**
 * Watches the engine. Called on a daemon thread of the engine for one thing after the
 * other, in the order of what happened; what it throws is logged. One that hangs misses
 * what happens meanwhile, and delays no other.
 */
public interface EngineListener {

	/**
	 * The engine begins to run checks, as the application is ready. Told once for each
	 * start of the engine, when the checks known at run time have been asked for or have
	 * had their time, and before the result of any run. Also when there is no check, for
	 * which no thread is started: then on the one that says that the application is
	 * ready.
	 */
	default void started() {
	}

	/**
	 * The checks that exist have changed, or are known for the first time.
	 * @param checks the definitions in force
	 */
	default void planChanged(Collection<CheckDefinition> checks) {
	}

	/**
	 * A run has ended. Told up to a second later, unless there is more to tell.
	 * @param check the check
	 * @param run the run
	 */
	default void runCompleted(CheckDefinition check, CompletedRun run) {
	}

	/**
	 * A run of a whole group has ended.
	 * @param verdict how the group stands after it
	 */
	default void groupCompleted(Verdict verdict) {
	}

	/**
	 * Somebody has muted a check or group. Nothing is told of its state until that is
	 * over; then its state is told if it differs from what was told before, or isn't
	 * well.
	 * @param subject whether it is a check or a group
	 * @param name the id or name
	 * @param mute what, why and until when
	 */
	default void muted(StateChanged.Subject subject, String name, Mute mute) {
	}

	/**
	 * The damped state of a check or group has changed, and it is not muted.
	 * @param change the change
	 */
	default void stateChanged(StateChanged change) {
	}

}
