package io.github.selftest.boot.engine;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import io.github.selftest.api.Check;

/**
 * The plan in force and what is remembered of each of its checks. Changed under the lock
 * of the engine, read without it.
 */
final class Checks {

	private final Map<String, CheckState> states = new ConcurrentHashMap<>();

	/** Checks that have left the plan while they ran, so that they don't run twice. */
	private final Map<String, CheckState> leaving = new HashMap<>();

	private final Plan fixed;

	private volatile Plan plan;

	private volatile Budget budget;

	Checks(Plan plan) {
		this.fixed = plan;
		this.plan = plan;
		plan.checks().forEach((planned) -> this.states.put(planned.id(), new CheckState(planned)));
		this.budget = Budget.forChecks(this.states.size());
	}

	Plan plan() {
		return this.plan;
	}

	Budget budget() {
		return this.budget;
	}

	@Nullable CheckState find(String id) {
		return this.states.get(id);
	}

	Collection<CheckState> all() {
		return this.states.values();
	}

	/**
	 * Return the checks of a group in the order of the plan.
	 * @param group the group
	 * @return the checks
	 */
	Stream<CheckState> of(GroupPlan group) {
		return this.plan.checksOf(group.name()).stream().map(this::state);
	}

	/**
	 * Return all checks in the order of the plan.
	 * @return the checks
	 */
	Stream<CheckState> inOrder() {
		return this.plan.checks().stream().map(this::state);
	}

	/**
	 * Plan the checks that are known at run time. Calls foreign code.
	 * @param provided the checks that there are now
	 * @return the plan, not in force yet
	 */
	Plan planWith(List<Check> provided) {
		return this.fixed.withAll(provided);
	}

	/**
	 * Put a plan in force. A check that stays goes on where it was.
	 * @param plan the plan
	 * @param gone takes those that are no longer there
	 * @param added takes those that were not there before
	 */
	void replace(Plan plan, Consumer<CheckState> gone, Consumer<CheckState> added) {
		this.leaving.values().removeIf((state) -> state.inFlight() == null);
		List<CheckState> missing = this.states.values()
			.stream()
			.filter((state) -> plan.check(state.planned().id()) == null)
			.toList();
		for (PlannedCheck planned : plan.checks()) {
			CheckState known = this.states.get(planned.id());
			if (known != null) {
				known.replan(planned);
			}
			else {
				added.accept(add(planned));
			}
		}
		this.plan = plan;
		missing.forEach(this::remove);
		missing.forEach(gone);
		resize();
	}

	private CheckState add(PlannedCheck planned) {
		CheckState state = this.leaving.remove(planned.id());
		if (state == null) {
			state = new CheckState(planned);
		}
		state.replan(planned);
		this.states.put(planned.id(), state);
		return state;
	}

	private void remove(CheckState state) {
		String id = state.planned().id();
		this.states.remove(id);
		if (state.inFlight() != null) {
			this.leaving.put(id, state);
		}
	}

	private void resize() {
		Budget before = this.budget;
		Budget budget = Budget.forChecks(this.states.size());
		this.budget = budget;
		if (budget.bytesPerCheck() < before.bytesPerCheck()) {
			this.states.values().forEach((state) -> state.shrinkTo(budget));
		}
	}

	/**
	 * Return whether a check is in the plan.
	 * @param state the check
	 * @return whether it has not been removed
	 */
	@SuppressWarnings("ReferenceEquality") // another check may have got the same id
	boolean contains(CheckState state) {
		return this.states.get(state.planned().id()) == state;
	}

	/**
	 * Return what is remembered of a planned check; nothing yet of one that is just being
	 * added or removed by another thread.
	 * @param planned the check
	 * @return its state
	 */
	private CheckState state(PlannedCheck planned) {
		CheckState state = this.states.get(planned.id());
		return (state != null) ? state : new CheckState(planned);
	}

}
