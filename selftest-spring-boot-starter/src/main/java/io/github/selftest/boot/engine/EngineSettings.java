package io.github.selftest.boot.engine;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What the engine is told at its creation.
 *
 * @param schedule whether checks run by themselves; without it they run on request only
 * @param instance what tells this instance from its replicas, to spread their runs
 * @param groups the groups in the order in which they are shown
 * @param tunings changes of checks by id; the case of an id does not matter, as
 * environment variables have none
 * @param mutes what the configuration mutes
 */
public record EngineSettings(boolean schedule, String instance, List<GroupPlan> groups,
		Map<String, CheckTuning> tunings, List<Mute> mutes) {

	/**
	 * Time after which a run is interrupted when its check says nothing else.
	 */
	static final Duration DEFAULT_DEADLINE = Duration.ofSeconds(5);

	/**
	 * Time that clean-ups have, and that an interrupted run has before it counts as
	 * stuck.
	 */
	static final Duration GRACE = Duration.ofSeconds(2);

	/**
	 * Time that a call of a provider of checks may take.
	 */
	static final Duration PROVIDER_DEADLINE = Duration.ofSeconds(5);

	/**
	 * Time between two calls of the providers of checks.
	 */
	static final Duration PROVIDER_INTERVAL = Duration.ofMinutes(1);

	public EngineSettings {
		groups = List.copyOf(groups);
		mutes = List.copyOf(mutes);
		Map<String, CheckTuning> anyCase = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
		anyCase.putAll(tunings);
		tunings = Collections.unmodifiableMap(anyCase);
	}

	/**
	 * Create settings that mute nothing.
	 * @param schedule whether checks run by themselves
	 * @param instance what tells this instance from its replicas
	 * @param groups the groups
	 * @param tunings changes of checks by id
	 */
	public EngineSettings(boolean schedule, String instance, List<GroupPlan> groups, Map<String, CheckTuning> tunings) {
		this(schedule, instance, groups, tunings, List.of());
	}

	CheckTuning tuning(String id) {
		return this.tunings.getOrDefault(id, CheckTuning.NONE);
	}

}
