package io.github.selftest.boot.engine;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

import io.github.selftest.api.Groups;

/**
 * Looks for names that lead nowhere, in the configuration and in what checks say of
 * themselves. They keep nothing from running, so they are worth a line in the log.
 */
final class PlanReview {

	private static final Set<String> BUILT_IN = Set.of(Groups.SMOKE, Groups.CONTINUOUS, Groups.CANARY, Groups.DEEP);

	private static final int MAX_NAMES = 20;

	private final EngineSettings settings;

	private final Plan plan;

	private final Set<String> ids = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);

	private final List<String> complaints = new ArrayList<>();

	private PlanReview(EngineSettings settings, Plan plan) {
		this.settings = settings;
		this.plan = plan;
		plan.checks().forEach((check) -> this.ids.add(check.id()));
	}

	/**
	 * Return a sentence or two for each name that leads nowhere.
	 * @param settings the configuration
	 * @param plan the checks that there are
	 * @return the complaints
	 */
	static List<String> of(EngineSettings settings, Plan plan) {
		PlanReview review = new PlanReview(settings, plan);
		settings.tunings().keySet().forEach(review::lookAtTuning);
		settings.groups().forEach(review::lookAtGroup);
		settings.mutes().forEach(review::lookAtMute);
		plan.checks().forEach(review::lookAtPrerequisites);
		return review.complaints;
	}

	private void lookAtTuning(String id) {
		if (isMissing(id)) {
			this.complaints.add(
					"Property 'selftest.checks.%s' tunes the check '%s', which does not exist; expected one of %s. Correct the id, or remove the property."
						.formatted(id, id, some(this.ids)));
		}
	}

	private void lookAtGroup(GroupPlan group) {
		for (String id : group.include()) {
			if (!"*".equals(id) && isMissing(id)) {
				this.complaints.add(
						"Property 'selftest.groups.%s.include' names the check '%s', which does not exist; expected one of %s. Correct the id, or remove it."
							.formatted(group.name(), id, some(this.ids)));
			}
		}
		if (!BUILT_IN.contains(group.name()) && this.plan.checksOf(group.name()).isEmpty()) {
			this.complaints.add(
					"Property 'selftest.groups.%s' defines the group '%s', which no check belongs to; expected a check in it, or one of %s. Correct the name, or name checks in 'selftest.groups.%s.include'."
						.formatted(group.name(), group.name(), new TreeSet<>(BUILT_IN), group.name()));
		}
	}

	private void lookAtMute(Mute mute) {
		for (String id : mute.checks()) {
			// written as it is, unlike the key of a property
			if (this.plan.check(id) == null && !this.settings.tuning(id).disables()) {
				this.complaints.add(
						"Property 'selftest.mutes.%s.checks' mutes the check '%s', which does not exist; expected one of %s. Correct the id, or remove it."
							.formatted(mute.id(), id, some(this.ids)));
			}
		}
	}

	private void lookAtPrerequisites(PlannedCheck check) {
		for (String id : check.definition().prerequisites()) {
			if (isMissing(id)) {
				this.complaints.add(
						"Check '%s' waits for ('after') the check '%s', which does not exist; expected one of %s. It is skipped each time: correct the id, or remove it."
							.formatted(check.id(), id, some(this.ids)));
			}
		}
	}

	private boolean isMissing(String id) {
		return !this.ids.contains(id) && !this.settings.tuning(id).disables();
	}

	private static String some(Collection<String> names) {
		List<String> some = names.stream().limit(MAX_NAMES).toList();
		return (some.size() < names.size()) ? "%s and %d more".formatted(some, names.size() - some.size())
				: some.toString();
	}

}
