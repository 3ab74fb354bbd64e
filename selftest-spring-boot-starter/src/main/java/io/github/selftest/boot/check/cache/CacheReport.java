package io.github.selftest.boot.check.cache;

import java.util.ArrayList;
import java.util.List;

import io.github.selftest.api.CheckResult;
import io.github.selftest.api.Finding;
import io.github.selftest.api.Measurement;
import io.github.selftest.api.Status;

/**
 * What the rules have said of a cache.
 */
final class CacheReport {

	private final List<Finding> findings = new ArrayList<>();

	private final List<Measurement> measurements = new ArrayList<>();

	void add(Finding finding) {
		this.findings.add(finding);
	}

	void add(Measurement measurement) {
		this.measurements.add(measurement);
	}

	/**
	 * Return the result. A warning is worth more than not to know something else.
	 * @return the result
	 */
	CheckResult result() {
		boolean warns = this.findings.stream().anyMatch((finding) -> finding.status() == Status.WARN);
		List<Finding> told = warns
				? this.findings.stream().filter((finding) -> finding.status() != Status.INCONCLUSIVE).toList()
				: this.findings;
		return CheckResult.of(told, this.measurements);
	}

}
