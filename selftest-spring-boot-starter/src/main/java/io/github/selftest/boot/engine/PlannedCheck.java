package io.github.selftest.boot.engine;

import java.time.Duration;
import java.util.List;

import org.jspecify.annotations.Nullable;

import io.github.selftest.api.Check;
import io.github.selftest.api.CheckDefinition;

/**
 * A check as it is in force.
 *
 * @param check the check
 * @param definition its definition with what the configuration changes
 * @param builtIn whether its code is ours, so that what it throws is our bug
 * @param passive whether a run only reads what this process knows, so that it spares
 * nobody to run it less often
 * @param groups the groups it belongs to
 */
record PlannedCheck(Check check, CheckDefinition definition, boolean builtIn, boolean passive, List<GroupPlan> groups) {

	String id() {
		return this.definition.id();
	}

	/**
	 * Return the time between two scheduled runs.
	 * @return the interval, {@code null} without a schedule
	 */
	@Nullable Duration interval() {
		return this.definition.interval();
	}

	Duration deadline() {
		Duration deadline = this.definition.deadline();
		return (deadline != null) ? deadline : EngineSettings.DEFAULT_DEADLINE;
	}

	boolean isIn(String group) {
		return this.definition.groups().contains(group);
	}

}
