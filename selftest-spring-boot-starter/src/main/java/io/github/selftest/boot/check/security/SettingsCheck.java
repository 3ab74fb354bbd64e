package io.github.selftest.boot.check.security;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

import org.springframework.core.env.Environment;

import io.github.selftest.api.CheckContext;
import io.github.selftest.api.CheckDefinition;
import io.github.selftest.api.CheckResult;
import io.github.selftest.boot.check.BuiltInCheck;

/**
 * Looks at settings that open a door. In a profile for development they are let be, as
 * they are meant for it.
 */
final class SettingsCheck implements BuiltInCheck {

	private final CheckDefinition definition = Definitions.unasked("securitySettings", "No setting opens a door");

	private final List<SettingRule> rules;

	private final Environment environment;

	private final List<String> developmentProfiles;

	private final IgnoredRules ignored;

	SettingsCheck(List<SettingRule> rules, Environment environment, List<String> developmentProfiles,
			IgnoredRules ignored) {
		this.rules = rules;
		this.environment = environment;
		this.developmentProfiles = developmentProfiles;
		this.ignored = ignored;
	}

	@Override
	public CheckDefinition definition() {
		return this.definition;
	}

	@Override
	public CheckResult run(CheckContext context) {
		RuleReport report = new RuleReport(context, this.ignored);
		Optional<String> development = activeDevelopmentProfile();
		for (SettingRule rule : this.rules) {
			development.ifPresentOrElse(
					(profile) -> report.kept(rule.rule(),
							"Not expected in profile '%s', which is one for development".formatted(profile)),
					() -> rule.look(report));
		}
		return context.result();
	}

	private Optional<String> activeDevelopmentProfile() {
		return Arrays.stream(this.environment.getActiveProfiles())
			.filter(this.developmentProfiles::contains)
			.findFirst();
	}

}
