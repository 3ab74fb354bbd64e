package io.github.selftest.boot.engine;

import java.util.Collection;

import io.github.selftest.api.CheckDefinition;
import io.github.selftest.api.StateChanged;

/**
 * Watches the engine. Called one after the other on a daemon thread of the engine, in the
 * order of what happened; what it throws is logged.
 */
public interface EngineListener {

	/**
	 * The engine begins to run checks, as the application is ready. Told once for each
	 * start of the engine, when the checks known at run time have been asked for or have
	 * had their time, and before the result of any run; also when there is no check.
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
	 * A run has ended.
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
	 * The damped state of a check or group has changed.
	 * @param change the change
	 */
	default void stateChanged(StateChanged change) {
	}

}
