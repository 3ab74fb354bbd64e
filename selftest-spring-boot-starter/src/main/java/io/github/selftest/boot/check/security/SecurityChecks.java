package io.github.selftest.boot.check.security;

import java.util.ArrayList;
import java.util.List;

import org.springframework.core.env.Environment;

import io.github.selftest.api.Check;
import io.github.selftest.boot.check.StaticChecks;

/**
 * The check of the settings, and those of the paths that are declared. A mistake in one
 * of them fails as soon as this is created.
 */
final class SecurityChecks implements StaticChecks {

	private static final String PREFIX = "selftest.check.security.";

	private final List<Check> checks = new ArrayList<>();

	SecurityChecks(List<SettingRule> settings, SecurityCheckProperties properties, Environment environment) {
		IgnoredRules ignored = new IgnoredRules(properties.ignore());
		Visitor visitor = new Visitor(new Settings(environment));
		List<ProbePath> paths = ProbePath.all(PREFIX + "paths", properties.paths());
		List<ProbePath> protectedPaths = ProbePath.all(PREFIX + "protected-paths", properties.protectedPaths());
		this.checks.add(new SettingsCheck(settings, environment, properties.developmentProfiles(), ignored));
		if (!paths.isEmpty()) {
			this.checks.add(new AnswersCheck(paths, visitor, ignored));
		}
		if (!protectedPaths.isEmpty()) {
			this.checks.add(new ProtectedPathsCheck(protectedPaths, visitor, ignored));
		}
		if (properties.errorPath() != null) {
			ProbePath path = ProbePath.of(PREFIX + "error-path", properties.errorPath());
			this.checks.add(new ErrorAnswerCheck(path, visitor, ignored));
		}
		if (properties.signIn().path() != null) {
			ProbePath path = ProbePath.of(PREFIX + "sign-in.path", properties.signIn().path());
			this.checks.add(new SignInCheck(path, properties.signIn().style(), ignored));
		}
	}

	@Override
	public List<Check> checks() {
		return List.copyOf(this.checks);
	}

}
