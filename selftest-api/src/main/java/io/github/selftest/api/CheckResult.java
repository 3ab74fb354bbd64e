package io.github.selftest.api;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;

/**
 * What one run of a check has found. Immutable. The status is that of the worst finding,
 * so it always rests on something that was seen.
 *
 * @since 0.1.0
 */
public final class CheckResult {

	private static final int MAX_FINDINGS = 100;

	private final Status status;

	private final List<Finding> findings;

	private final List<Measurement> measurements;

	private CheckResult(List<Finding> findings, List<Measurement> measurements) {
		if (findings.isEmpty() && measurements.isEmpty()) {
			throw new IllegalArgumentException("a result needs at least one finding or measurement but has none");
		}
		this.status = findings.stream().map(Finding::status).reduce(Status.PASS, Status::worse);
		this.findings = worstWhenTooMany(findings);
		this.measurements = measurements.subList(0, Math.min(measurements.size(), MAX_FINDINGS));
	}

	/**
	 * Create a result from findings.
	 * @param finding a finding
	 * @param more further findings
	 * @return the result
	 */
	public static CheckResult of(Finding finding, Finding... more) {
		List<Finding> findings = new ArrayList<>();
		findings.add(finding);
		findings.addAll(Arrays.asList(more));
		return of(findings, List.of());
	}

	/**
	 * Create a result from findings and measurements. Measurements alone pass. Beyond 100
	 * findings the worst are kept.
	 * @param findings the findings
	 * @param measurements the measurements, the most telling one first
	 * @return the result
	 * @throws IllegalArgumentException if both are empty
	 */
	public static CheckResult of(Collection<Finding> findings, Collection<Measurement> measurements) {
		return new CheckResult(List.copyOf(findings), List.copyOf(measurements));
	}

	/**
	 * Add measurements.
	 * @param measurements the measurements, the most telling one first
	 * @return a changed copy
	 */
	public CheckResult with(Measurement... measurements) {
		List<Measurement> all = new ArrayList<>(this.measurements);
		all.addAll(Arrays.asList(measurements));
		return of(this.findings, all);
	}

	public Status status() {
		return this.status;
	}

	public List<Finding> findings() {
		return this.findings;
	}

	public List<Measurement> measurements() {
		return this.measurements;
	}

	@Override
	public String toString() {
		return this.status + " " + this.findings;
	}

	private static List<Finding> worstWhenTooMany(List<Finding> findings) {
		if (findings.size() <= MAX_FINDINGS) {
			return findings;
		}
		return findings.stream().sorted((a, b) -> b.status().compareTo(a.status())).limit(MAX_FINDINGS).toList();
	}

}
