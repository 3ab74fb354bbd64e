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
 * @param groups the groups it belongs to
 * @param interval the time between two scheduled runs, {@code null} without a schedule
 */
record PlannedCheck(Check check, CheckDefinition definition, boolean builtIn, List<GroupPlan> groups,
		@Nullable Duration interval) {

	String id() {
		return this.definition.id();
	}

	Duration deadline() {
		Duration deadline = this.definition.deadline();
		return (deadline != null) ? deadline : EngineSettings.DEFAULT_DEADLINE;
	}

	boolean isIn(String group) {
		return this.definition.groups().contains(group);
	}

}
