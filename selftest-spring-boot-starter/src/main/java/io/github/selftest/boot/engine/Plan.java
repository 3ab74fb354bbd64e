package io.github.selftest.boot.engine;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Predicate;

import org.jspecify.annotations.Nullable;

import io.github.selftest.api.Check;
import io.github.selftest.api.CheckDefinition;

/**
 * Which checks exist, and the groups they belong to. Immutable.
 */
final class Plan {

	private final EngineSettings settings;

	private final Predicate<Check> builtIn;

	private final Predicate<Check> passive;

	private final Function<Check, String> names;

	private final Map<String, GroupPlan> groups = new LinkedHashMap<>();

	private final Map<String, PlannedCheck> checks;

	private final List<String> leftOut = new ArrayList<>();

	/** What was asked for once the plan was made. */
	private final Map<String, List<PlannedCheck>> members = new ConcurrentHashMap<>();

	/**
	 * Plan the checks that are known at the start.
	 * @param settings the groups and the tunings
	 * @param builtIn tells the checks whose code is ours
	 * @param passive tells the checks that only read what this process knows
	 * @param names tells where checks come from
	 * @param checks the checks
	 * @throws InvalidPlanException if they don't fit together
	 */
	Plan(EngineSettings settings, Predicate<Check> builtIn, Predicate<Check> passive, Function<Check, String> names,
			Collection<? extends Check> checks) {
		this(settings, builtIn, passive, names, Map.of());
		for (Check check : checks) {
			add(check);
		}
		for (PlannedCheck check : this.checks.values()) {
			requireNoCycle(check);
		}
	}

	private Plan(EngineSettings settings, Predicate<Check> builtIn, Predicate<Check> passive,
			Function<Check, String> names, Map<String, PlannedCheck> checks) {
		this.settings = settings;
		this.builtIn = builtIn;
		this.passive = passive;
		this.names = names;
		this.checks = new LinkedHashMap<>(checks);
		settings.groups().forEach((group) -> this.groups.put(group.name(), group));
	}

	/**
	 * Return this plan with more checks. One that doesn't fit is left out. Calls foreign
	 * code.
	 * @param checks the checks
	 * @return a changed copy
	 */
	Plan withAll(Collection<? extends Check> checks) {
		Plan plan = new Plan(this.settings, this.builtIn, this.passive, this.names, this.checks);
		for (Check check : checks) {
			try {
				plan.add(check);
			}
			catch (InvalidPlanException ex) {
				plan.leaveOut(ex);
			}
		}
		plan.checks.values().removeIf((check) -> !this.checks.containsKey(check.id()) && plan.waitsForItself(check));
		return plan;
	}

	private boolean waitsForItself(PlannedCheck check) {
		try {
			requireNoCycle(check);
			return false;
		}
		catch (InvalidPlanException ex) {
			leaveOut(ex);
			return true;
		}
	}

	private void leaveOut(InvalidPlanException ex) {
		String reason = "%s. %s".formatted(ex.getMessage(), ex.remedy());
		if (!this.leftOut.contains(reason)) {
			this.leftOut.add(reason);
		}
	}

	/**
	 * Return why checks were left out.
	 * @return the reasons
	 */
	List<String> leftOut() {
		return Collections.unmodifiableList(this.leftOut);
	}

	boolean hasSameChecksAs(Plan other) {
		return List.copyOf(this.checks.values()).equals(List.copyOf(other.checks.values()));
	}

	Collection<GroupPlan> groups() {
		return Collections.unmodifiableCollection(this.groups.values());
	}

	@Nullable GroupPlan group(String name) {
		return this.groups.get(name);
	}

	Collection<PlannedCheck> checks() {
		return Collections.unmodifiableCollection(this.checks.values());
	}

	@Nullable PlannedCheck check(String id) {
		return this.checks.get(id);
	}

	List<PlannedCheck> checksOf(String group) {
		return this.members.computeIfAbsent(group,
				(name) -> this.checks.values().stream().filter((check) -> check.isIn(name)).toList());
	}

	private void add(Check check) {
		CheckDefinition definition = definitionOf(check);
		CheckTuning tuning = tuning(definition.id());
		if (tuning.disables()) {
			return;
		}
		PlannedCheck known = this.checks.get(definition.id());
		if (known != null) {
			throw new InvalidPlanException("Two checks have the id '%s': %s and %s".formatted(definition.id(),
					nameOf(known.check()), nameOf(check)), "Give one of them another id.");
		}
		List<GroupPlan> groups = groupsOf(definition, tuning);
		CheckDefinition tuned = tuning.applyTo(definition, groups);
		this.checks.put(tuned.id(),
				new PlannedCheck(check, tuned, this.builtIn.test(check), this.passive.test(check), groups));
	}

	private CheckDefinition definitionOf(Check check) {
		try {
			return Objects.requireNonNull(check.definition(), "it returns null");
		}
		catch (Throwable ex) {
			InvalidPlanException invalid = new InvalidPlanException(
					"%s does not say what it is: %s".formatted(nameOf(check), Foreign.description(ex)),
					"Correct its 'definition()' method.");
			invalid.initCause(ex);
			throw invalid;
		}
	}

	private CheckTuning tuning(String id) {
		return this.settings.tuning(id);
	}

	private List<GroupPlan> groupsOf(CheckDefinition definition, CheckTuning tuning) {
		Set<String> names = new LinkedHashSet<>((tuning.groups() != null) ? tuning.groups() : definition.groups());
		for (String name : names) {
			if (!this.groups.containsKey(name)) {
				throw new InvalidPlanException(
						"Check '%s' names the group '%s', which is not defined. Defined are %s"
							.formatted(definition.id(), name, this.groups.keySet()),
						"Correct the name, or define the group with 'selftest.groups.%s.interval' or, for a group that runs on request, 'selftest.groups.%s.deadline'."
							.formatted(name, name));
			}
		}
		return this.groups.values()
			.stream()
			.filter((group) -> names.contains(group.name()) || group.includes(definition.id()))
			.toList();
	}

	private void requireNoCycle(PlannedCheck check) {
		Set<String> path = new LinkedHashSet<>(List.of(check.id()));
		if (leadsTo(check.id(), check, path, new HashSet<>())) {
			throw new InvalidPlanException("Checks wait for one another: " + path + " and then '" + check.id() + "'",
					"Remove one of these prerequisites ('after').");
		}
	}

	/**
	 * Follow the prerequisites of a check.
	 * @param id the check to arrive at
	 * @param from the check to start from
	 * @param path takes the checks on the way
	 * @param seen the checks that were looked at already
	 * @return whether there is a way
	 */
	private boolean leadsTo(String id, PlannedCheck from, Set<String> path, Set<String> seen) {
		for (String prerequisite : from.definition().prerequisites()) {
			if (prerequisite.equals(id)) {
				return true;
			}
			PlannedCheck next = this.checks.get(prerequisite);
			if (next != null && seen.add(prerequisite)) {
				path.add(prerequisite);
				if (leadsTo(id, next, path, seen)) {
					return true;
				}
				path.remove(prerequisite);
			}
		}
		return false;
	}

	private String nameOf(Check check) {
		return this.names.apply(check);
	}

}
