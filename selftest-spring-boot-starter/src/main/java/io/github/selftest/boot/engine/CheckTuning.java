package io.github.selftest.boot.engine;

import java.time.Duration;
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

	CheckDefinition applyTo(CheckDefinition definition, Set<String> groups) {
		return CheckDefinition.builder(definition.id())
			.title(definition.title())
			.kind(definition.kind())
			.groups(groups.toArray(String[]::new))
			.severity((this.severity != null) ? this.severity : definition.severity())
			.interval((this.interval != null) ? this.interval : definition.interval())
			.deadline((this.deadline != null) ? this.deadline : definition.deadline())
			.after(definition.prerequisites().toArray(String[]::new))
			.runBook((this.runBook != null) ? this.runBook : definition.runBook())
			.build();
	}

}
