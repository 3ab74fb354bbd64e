package io.github.selftest.boot.endpoint;

import io.github.selftest.api.Finding;
import io.github.selftest.api.Status;
import io.github.selftest.boot.engine.CheckReport;

/**
 * Says in a line why a check stands as it does.
 */
final class Reasons {

	private Reasons() {
	}

	static String of(CheckReport report) {
		Finding explanation = report.explanation();
		if (explanation != null) {
			return report.id() + ": " + explanation.message() + values(explanation);
		}
		if (report.status() == Status.PASS) {
			return "ok";
		}
		if (report.latest() == null) {
			return report.id() + ": has not run yet";
		}
		return report.id() + (report.stale() ? ": the latest result is too old to be evidence" : ": no finding tells");
	}

	private static String values(Finding finding) {
		return (finding.observed() != null)
				? " (observed %s, expected %s)".formatted(finding.observed(), finding.expected()) : "";
	}

}
