package io.github.selftest.boot.endpoint;

import io.github.selftest.api.Finding;
import io.github.selftest.api.Status;
import io.github.selftest.boot.engine.CheckReport;
import io.github.selftest.boot.engine.Reason;

/**
 * Says in a line why a check stands as it does.
 */
final class Reasons {

	private Reasons() {
	}

	static String of(CheckReport report) {
		Finding explanation = report.explanation();
		if (explanation != null) {
			return Reason.of(report.id(), explanation);
		}
		if (report.status() == Status.PASS) {
			return "ok";
		}
		if (report.latest() == null) {
			return report.id() + ": has not run yet";
		}
		return report.id() + (report.stale() ? ": the latest result is too old to be evidence" : ": no finding tells");
	}

}
