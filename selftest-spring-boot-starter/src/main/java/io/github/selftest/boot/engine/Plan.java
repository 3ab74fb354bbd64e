package io.github.selftest.boot.engine;

import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.github.selftest.api.Check;
import io.github.selftest.api.CheckDefinition;

/**
 * Which checks exist, and the groups they belong to. Immutable.
 */
final class Plan {

	private static final Logger logger = LoggerFactory.getLogger(Plan.class);

	private final EngineSettings settings;

	private final Predicate<Check> builtIn;

	private final Map<String, GroupPlan> groups = new LinkedHashMap<>();

	private final Map<String, PlannedCheck> checks;

	/** What was asked for once the plan was made. */
	private final Map<String, List<PlannedCheck>> members = new ConcurrentHashMap<>();

	/**
	 * Plan the checks that are known at the start.
	 * @param settings the groups and the tunings
	 * @param builtIn tells the checks whose code is ours
	 * @param checks the checks
	 * @throws InvalidPlanException if they don't fit together
	 */
	Plan(EngineSettings settings, Predicate<Check> builtIn, Collection<? extends Check> checks) {
		this(settings, builtIn, Map.of());
		for (Check check : checks) {
			add(check);
		}
		for (PlannedCheck check : this.checks.values()) {
			requireNoCycle(check);
		}
	}

	private Plan(EngineSettings settings, Predicate<Check> builtIn, Map<String, PlannedCheck> checks) {
		this.settings = settings;
		this.builtIn = builtIn;
		this.checks = new LinkedHashMap<>(checks);
		settings.groups().forEach((group) -> this.groups.put(group.name(), group));
	}

	/**
	 * Return this plan with more checks. One that doesn't fit is left out with a line in
	 * the log.
	 * @param checks the checks
	 * @return a changed copy
	 */
	Plan withAll(Collection<? extends Check> checks) {
		Plan plan = new Plan(this.settings, this.builtIn, this.checks);
		for (Check check : checks) {
			try {
				plan.add(check);
			}
			catch (InvalidPlanException ex) {
				logger.warn("A check is left out. {}. {}", ex.getMessage(), ex.remedy());
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
			logger.warn("Check '{}' is left out. {}. {}", check.id(), ex.getMessage(), ex.remedy());
			return true;
		}
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
		this.checks.put(tuned.id(), new PlannedCheck(check, tuned, this.builtIn.test(check), groups));
	}

	private CheckDefinition definitionOf(Check check) {
		try {
			return check.definition();
		}
		catch (RuntimeException ex) {
			InvalidPlanException invalid = new InvalidPlanException(
					"%s does not say what it is: %s".formatted(nameOf(check), ex.getMessage()),
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

	private static String nameOf(Check check) {
		return check.getClass().getName();
	}

}
