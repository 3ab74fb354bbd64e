package io.github.selftest.boot.engine;

import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import io.github.selftest.api.CheckDefinition;
import io.github.selftest.api.Severity;

/**
 * What the configuration changes of a check: {@code selftest.checks.<id>.*}. Whatever is
 * {@code null} stays as the author of the check has said.
 *
 * @param enabled whether the check exists
 * @param severity what a failure means for the verdict
 * @param groups the groups it belongs to
 * @param interval the time between two scheduled runs
 * @param deadline the time after which a run is interrupted
 * @param runBook where to read what to do
 */
public record CheckTuning(@Nullable Boolean enabled, @Nullable Severity severity, @Nullable Set<String> groups,
		@Nullable Duration interval, @Nullable Duration deadline, @Nullable String runBook) {

	static final CheckTuning NONE = new CheckTuning(null, null, null, null, null, null);

	boolean disables() {
		return Boolean.FALSE.equals(this.enabled);
	}

	/**
	 * Return the definition that is in force, with nothing left open but an interval that
	 * there is none of.
	 * @param definition what the author of the check has said
	 * @param groups the groups it belongs to
	 * @return the definition
	 */
	CheckDefinition applyTo(CheckDefinition definition, List<GroupPlan> groups) {
		Duration interval = first(this.interval, definition.interval());
		Duration deadline = first(this.deadline, definition.deadline());
		CheckDefinition.Builder tuned = CheckDefinition.builder(definition.id())
			.title(definition.title())
			.kind(definition.kind())
			.groups(groups.stream().map(GroupPlan::name).toArray(String[]::new))
			.severity((this.severity != null) ? this.severity : definition.severity())
			.interval((interval != null) ? Spans.interval(interval) : shortestInterval(groups))
			.deadline((deadline != null) ? Spans.bounded(deadline) : EngineSettings.DEFAULT_DEADLINE)
			.after(definition.prerequisites().toArray(String[]::new))
			.runBook((this.runBook != null) ? this.runBook : definition.runBook());
		return (definition.isLocal() ? tuned.local() : tuned).build();
	}

	private static @Nullable Duration first(@Nullable Duration one, @Nullable Duration other) {
		return (one != null) ? one : other;
	}

	private static @Nullable Duration shortestInterval(List<GroupPlan> groups) {
		return groups.stream()
			.<@Nullable Duration>map(GroupPlan::interval)
			.filter(Objects::nonNull)
			.min(Comparator.naturalOrder())
			.orElse(null);
	}

}
