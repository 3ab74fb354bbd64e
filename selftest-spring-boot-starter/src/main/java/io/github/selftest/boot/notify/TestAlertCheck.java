package io.github.selftest.boot.notify;

import java.time.Duration;

import org.jspecify.annotations.Nullable;

import io.github.selftest.api.Check;
import io.github.selftest.api.CheckContext;
import io.github.selftest.api.CheckDefinition;
import io.github.selftest.api.CheckResult;
import io.github.selftest.api.Finding;
import io.github.selftest.api.Groups;
import io.github.selftest.api.Measurement;
import io.github.selftest.api.Severity;

/**
 * Sends a test alert, past those that wait, and passes when the target accepts it.
 */
final class TestAlertCheck implements Check {

	private static final Duration MARGIN = Duration.ofSeconds(2);

	private final Target target;

	private final CheckDefinition definition;

	TestAlertCheck(Target target, @Nullable Duration interval) {
		this.target = target;
		this.definition = CheckDefinition.builder(target.testCheckId())
			.title("Test alert to '" + target.name() + "'")
			.kind(Findings.KIND)
			.groups(Groups.DEEP)
			.severity(Severity.DEGRADING)
			.interval(interval)
			.deadline(target.webhook().timeout().plus(MARGIN))
			.build();
	}

	@Override
	public CheckDefinition definition() {
		return this.definition;
	}

	@Override
	public CheckResult run(CheckContext context) throws InterruptedException {
		Outcome outcome = this.target.webhook().send(this.target.testAlert());
		Measurement duration = Measurement.of("duration", outcome.duration());
		if (outcome.isAccepted()) {
			this.target.courier().testAccepted();
			return CheckResult
				.of(Finding.pass("notify.accepted", Findings.name(this.target) + " has accepted a test alert"))
				.with(duration);
		}
		return CheckResult.of(Findings.notAccepted(this.target, "A test alert", outcome)).with(duration);
	}

}
