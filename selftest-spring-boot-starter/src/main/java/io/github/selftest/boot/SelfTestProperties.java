package io.github.selftest.boot;

import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.ConfigurationPropertiesSource;
import org.springframework.boot.context.properties.bind.DefaultValue;

import io.github.selftest.api.Groups;
import io.github.selftest.api.Severity;
import io.github.selftest.boot.check.SelfTestConfigurationException;
import io.github.selftest.boot.engine.CheckTuning;
import io.github.selftest.boot.engine.EngineSettings;
import io.github.selftest.boot.engine.GroupPlan;
import io.github.selftest.boot.engine.InvalidMuteException;
import io.github.selftest.boot.engine.Mute;
import io.github.selftest.boot.engine.MuteOrder;

/**
 * Properties of the engine.
 *
 * @param enabled Whether the service verifies itself at all.
 * @param schedule When checks run by themselves.
 * @param groups Groups of checks, the built-in ones and those of the service, by name.
 * @param checks Changes of single checks by id.
 * @param mutes What gives no alert for a while, by a name of yours.
 */
@ConfigurationProperties("selftest")
record SelfTestProperties(@DefaultValue("true") boolean enabled, @DefaultValue Schedule schedule,
		@DefaultValue Map<String, Group> groups, @DefaultValue Map<String, Tuning> checks,
		@DefaultValue Map<String, Silence> mutes) {

	private static final Pattern NAME = Pattern.compile("[a-z][A-Za-z0-9-]{0,39}");

	private static final Duration GROUP_DEADLINE = Duration.ofMinutes(2);

	SelfTestProperties {
		groups.forEach((name, group) -> group.validate(name));
		checks.forEach((id, tuning) -> tuning.validate(id));
		mutes.keySet().forEach((name) -> name("selftest.mutes." + name, name));
	}

	/**
	 * Return what the engine is told.
	 * @param now the time of day, which tells what is muted for too long
	 * @return the settings
	 */
	EngineSettings toSettings(Instant now) {
		Map<String, GroupPlan> plans = new LinkedHashMap<>();
		for (GroupPlan builtIn : builtInGroups()) {
			Group group = this.groups.get(builtIn.name());
			plans.put(builtIn.name(), (group != null) ? group.applyTo(builtIn) : builtIn);
		}
		this.groups.forEach((name, group) -> plans.computeIfAbsent(name, (key) -> group.applyTo(onDemand(key))));
		Map<String, CheckTuning> tunings = new LinkedHashMap<>();
		this.checks.forEach((id, tuning) -> tunings.put(id, tuning.toTuning()));
		return new EngineSettings(this.schedule.enabled(), UUID.randomUUID().toString(),
				new ArrayList<>(plans.values()), tunings, mutes(now, plans.keySet()));
	}

	private List<Mute> mutes(Instant now, Set<String> groups) {
		List<Mute> mutes = new ArrayList<>();
		this.mutes.forEach((name, silence) -> mutes.add(silence.toMute(name, now, groups)));
		return mutes;
	}

	private static List<GroupPlan> builtInGroups() {
		return List.of(new GroupPlan(Groups.SMOKE, null, GROUP_DEADLINE, Set.of(), null, 1, 1, true),
				new GroupPlan(Groups.CONTINUOUS, Duration.ofMinutes(1), GROUP_DEADLINE, Set.of(), null, 3, 2, false),
				new GroupPlan(Groups.CANARY, Duration.ofSeconds(10), GROUP_DEADLINE, Set.of(), null, 1, 1, false),
				onDemand(Groups.DEEP));
	}

	private static GroupPlan onDemand(String name) {
		return new GroupPlan(name, null, GROUP_DEADLINE, Set.of(), null, 1, 1, false);
	}

	private static void positive(String property, @Nullable Duration value) {
		if (value != null && (value.isZero() || value.isNegative())) {
			throw new SelfTestConfigurationException(property, value, "a duration greater than 0",
					"Give a duration such as 30s.");
		}
	}

	private static void atLeastOne(String property, @Nullable Integer value) {
		if (value != null && value < 1) {
			throw new SelfTestConfigurationException(property, value, "1 or more",
					"Give the number of results in a row that it takes.");
		}
	}

	private static void name(String property, String name) {
		if (!NAME.matcher(name).matches()) {
			throw new SelfTestConfigurationException(property, name, "a name that matches " + NAME.pattern(),
					"Start with a small letter; use letters, digits and dashes.");
		}
	}

	/**
	 * When checks run by themselves.
	 *
	 * @param enabled Whether checks run when the application is ready and on their
	 * schedule. Off in tests of the service with Spring's TestContext framework unless
	 * set.
	 */
	record Schedule(@DefaultValue("true") boolean enabled) {

	}

	/**
	 * A group of checks.
	 *
	 * @param interval Time between two scheduled runs of its checks. Without one they run
	 * on request only.
	 * @param deadline Longest time that a run of the whole group takes.
	 * @param include Ids of checks that belong to it beside those that say so themselves.
	 * An asterisk stands for all.
	 * @param requiredPassRatio Share of its conclusive critical checks that must pass.
	 * @param failures Failures in a row after which a check counts as failed.
	 * @param passes Passes in a row after which a failed check counts as passed.
	 */
	@ConfigurationPropertiesSource
	record Group(@Nullable Duration interval, @Nullable Duration deadline, @DefaultValue Set<String> include,
			@Nullable Double requiredPassRatio, @Nullable Integer failures, @Nullable Integer passes) {

		private void validate(String name) {
			String property = "selftest.groups." + name;
			name(property, name);
			positive(property + ".interval", this.interval);
			positive(property + ".deadline", this.deadline);
			atLeastOne(property + ".failures", this.failures);
			atLeastOne(property + ".passes", this.passes);
			Double ratio = this.requiredPassRatio;
			if (ratio != null && !(ratio > 0 && ratio <= 1)) {
				throw new SelfTestConfigurationException(property + ".required-pass-ratio", ratio,
						"greater than 0 and at most 1", "Give a share such as 0.95.");
			}
		}

		private GroupPlan applyTo(GroupPlan plan) {
			return new GroupPlan(plan.name(), (this.interval != null) ? this.interval : plan.interval(),
					(this.deadline != null) ? this.deadline : plan.deadline(), this.include, this.requiredPassRatio,
					(this.failures != null) ? this.failures : plan.failures(),
					(this.passes != null) ? this.passes : plan.passes(), plan.runWhenReady());
		}

	}

	/**
	 * Something that gives no alert for a while.
	 *
	 * @param checks Ids of checks that do not count and give no alert. They still run and
	 * are shown.
	 * @param groups Names of groups that give no alert. Their verdicts stay as they are.
	 * @param all Whether nothing gives an alert, in place of names.
	 * @param reason Why, in a line.
	 * @param author Who has decided it.
	 * @param until When it ends by itself, such as 2026-01-31T18:00:00Z. At most 30 days
	 * ahead.
	 */
	@ConfigurationPropertiesSource
	record Silence(@DefaultValue Set<String> checks, @DefaultValue Set<String> groups,
			@DefaultValue("false") boolean all, @Nullable String reason, @Nullable String author,
			@Nullable String until) {

		private Mute toMute(String name, Instant now, Set<String> groups) {
			String property = "selftest.mutes." + name + ".";
			try {
				return new MuteOrder(this.checks, this.groups, this.all, this.reason, this.author, end(property))
					.toMute(name, now, true, groups);
			}
			catch (InvalidMuteException ex) {
				throw new SelfTestConfigurationException(property + ex.field(), ex.observed(), ex.expected(),
						"Correct it, or remove '" + property + "*'.");
			}
		}

		private @Nullable Instant end(String property) {
			String until = this.until;
			try {
				return (until != null) ? OffsetDateTime.parse(until.strip()).toInstant() : null;
			}
			catch (DateTimeParseException ex) {
				throw new SelfTestConfigurationException(property + "until", until, "a time with its offset",
						"Give it as 2026-01-31T18:00:00Z or 2026-01-31T19:00:00+01:00.");
			}
		}

	}

	/**
	 * Changes of a single check. What is not set stays as the author of the check has
	 * said.
	 *
	 * @param enabled Whether the check exists.
	 * @param severity What a failure means for the verdict.
	 * @param groups Groups that it belongs to, in place of its own.
	 * @param interval Time between two scheduled runs.
	 * @param deadline Time after which a run is interrupted and fails.
	 * @param runBook Link that says what to do when it fails.
	 */
	@ConfigurationPropertiesSource
	record Tuning(@Nullable Boolean enabled, @Nullable Severity severity, @Nullable Set<String> groups,
			@Nullable Duration interval, @Nullable Duration deadline, @Nullable String runBook) {

		private void validate(String id) {
			String property = "selftest.checks." + id;
			positive(property + ".interval", this.interval);
			positive(property + ".deadline", this.deadline);
			if (this.groups != null) {
				this.groups.forEach((group) -> name(property + ".groups", group));
			}
		}

		private CheckTuning toTuning() {
			return new CheckTuning(this.enabled, this.severity, this.groups, this.interval, this.deadline,
					this.runBook);
		}

	}

}
