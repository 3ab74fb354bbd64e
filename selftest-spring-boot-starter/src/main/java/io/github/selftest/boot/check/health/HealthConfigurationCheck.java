package io.github.selftest.boot.check.health;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

import io.github.selftest.api.CheckContext;
import io.github.selftest.api.CheckDefinition;
import io.github.selftest.api.CheckResult;
import io.github.selftest.api.Finding;
import io.github.selftest.api.Groups;
import io.github.selftest.api.Severity;
import io.github.selftest.boot.check.BuiltInCheck;

/**
 * Says what is odd about how the health of the application is configured. Its findings
 * inform; they fail nothing.
 */
final class HealthConfigurationCheck implements BuiltInCheck {

	private static final CheckDefinition DEFINITION = CheckDefinition.builder("healthConfiguration")
		.title("Configuration of Actuator health")
		.kind("health")
		.groups(Groups.CONTINUOUS)
		.interval(Duration.ofMinutes(10))
		.severity(Severity.INFO)
		.build();

	private final Supplier<HealthConfiguration> configuration;

	private final List<HealthLint> lints = List.of(new LivenessMembersLint(), new DownIsServedLint(),
			new MissingMembersLint(), new ProbesPortLint());

	HealthConfigurationCheck(Supplier<HealthConfiguration> configuration) {
		this.configuration = configuration;
	}

	@Override
	public CheckDefinition definition() {
		return DEFINITION;
	}

	@Override
	public CheckResult run(CheckContext context) {
		HealthConfiguration configuration = this.configuration.get();
		List<Finding> findings = new ArrayList<>();
		this.lints.forEach((lint) -> findings.addAll(lint.look(configuration)));
		if (findings.isEmpty()) {
			findings
				.add(Finding.pass("health.configuration", "The configuration of Actuator health has no known trap"));
		}
		return CheckResult.of(findings, List.of());
	}

}
