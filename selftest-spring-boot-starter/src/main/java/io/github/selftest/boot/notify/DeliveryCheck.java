package io.github.selftest.boot.notify;

import java.util.ArrayList;
import java.util.List;

import io.github.selftest.api.Check;
import io.github.selftest.api.CheckContext;
import io.github.selftest.api.CheckDefinition;
import io.github.selftest.api.CheckResult;
import io.github.selftest.api.Finding;
import io.github.selftest.api.Groups;
import io.github.selftest.api.Measurement;
import io.github.selftest.api.Severity;

/**
 * Tells how the deliveries to a target stand. Sends nothing.
 */
final class DeliveryCheck implements Check {

	private final Target target;

	private final CheckDefinition definition;

	private long givenUpBefore;

	private long foldedBefore;

	DeliveryCheck(Target target) {
		this.target = target;
		this.definition = CheckDefinition.builder(target.deliveryCheckId())
			.title("Alerts to '" + target.name() + "' arrive")
			.kind(Findings.KIND)
			.groups(Groups.CONTINUOUS)
			.severity(Severity.DEGRADING)
			.build();
	}

	@Override
	public CheckDefinition definition() {
		return this.definition;
	}

	@Override
	public CheckResult run(CheckContext context) {
		DeliveryReport report = this.target.courier().report();
		List<Finding> findings = new ArrayList<>();
		Outcome trouble = report.trouble();
		if (trouble != null) {
			findings.add(Findings.notAccepted(this.target, "An alert", trouble));
		}
		addLosses(report, findings);
		if (findings.isEmpty()) {
			findings.add(evidence(report));
		}
		return CheckResult.of(findings, measurements(report));
	}

	private void addLosses(DeliveryReport report, List<Finding> findings) {
		if (report.givenUp() > this.givenUpBefore) {
			findings.add(Finding
				.fail("notify.given-up", "Alerts to " + Findings.name(this.target) + " were given up; see the log")
				.withValues(report.givenUp() - this.givenUpBefore + " alerts since the last run", "0 alerts"));
		}
		if (report.folded() > this.foldedBefore) {
			findings.add(Finding
				.warn("notify.queue-full",
						"Alerts to " + Findings.name(this.target) + " gave way to later ones about the same")
				.withValues(report.folded() - this.foldedBefore + " alerts since the last run", "0 alerts")
				.withRemedy("Mend what changes so often, or raise '%s.webhooks.%s.queue-capacity'"
					.formatted(NotifyProperties.PREFIX, this.target.name())));
		}
		this.givenUpBefore = report.givenUp();
		this.foldedBefore = report.folded();
	}

	private Finding evidence(DeliveryReport report) {
		if (report.accepted() > 0) {
			return Finding.pass("notify.delivered",
					"%s has accepted %d alerts".formatted(Findings.name(this.target), report.accepted()));
		}
		return Finding
			.inconclusive("notify.never-delivered",
					"Nothing was ever sent to " + Findings.name(this.target) + ", so nobody knows whether it arrives")
			.withRemedy("Run check '%s' by POST, or set '%s.webhooks.%s.test-interval'"
				.formatted(this.target.testCheckId(), NotifyProperties.PREFIX, this.target.name()));
	}

	private static List<Measurement> measurements(DeliveryReport report) {
		return List.of(Measurement.of("waiting", report.waiting(), "count"),
				Measurement.of("accepted", (double) report.accepted(), "count"),
				Measurement.of("failedAttempts", (double) report.failed(), "count"));
	}

}
