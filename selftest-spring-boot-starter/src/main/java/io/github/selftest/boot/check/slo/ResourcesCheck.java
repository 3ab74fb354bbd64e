package io.github.selftest.boot.check.slo;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

import io.github.selftest.api.Check;
import io.github.selftest.api.CheckResult;
import io.github.selftest.api.Finding;
import io.github.selftest.api.Measurement;
import io.github.selftest.api.Status;

/**
 * Whether the process has room left: processors, heap, threads, file descriptors.
 */
final class ResourcesCheck {

	private final SloCheckProperties properties;

	private final Resources resources;

	private final List<Finding> findings = new ArrayList<>();

	private final List<Measurement> measurements = new ArrayList<>();

	private ResourcesCheck(SloCheckProperties properties, Resources resources) {
		this.properties = properties;
		this.resources = resources;
	}

	static Check of(SloCheckProperties properties, Resources resources) {
		return SloCheck.ofContinuous("sloResources", "The process has room left",
				(run) -> new ResourcesCheck(properties, resources).look());
	}

	private CheckResult look() {
		share(Codes.CPU, "cpu", "The processors", this.resources.cpu(), this.properties.cpu().target(),
				this.properties.cpu().alert());
		memory();
		share(Codes.FILE_DESCRIPTORS, "fileDescriptors", "The file descriptors", this.resources.fileDescriptors(),
				this.properties.fileDescriptors().target(), this.properties.fileDescriptors().alert());
		threads();
		return CheckResult.of(this.findings, this.measurements);
	}

	/**
	 * What is in use now is never less than what is needed, so little is proof enough.
	 */
	private void memory() {
		OptionalDouble now = this.resources.heap();
		double target = this.properties.memory().target();
		boolean isPlenty = now.isPresent() && now.getAsDouble() <= target;
		OptionalDouble seen = isPlenty ? now : this.resources.heapAfterCollection();
		share(Codes.MEMORY, "heap", isPlenty ? "The heap" : "The heap after a collection", seen, target,
				this.properties.memory().alert());
	}

	private void threads() {
		int target = this.properties.threads().target();
		int alert = this.properties.threads().alert();
		int threads = this.resources.threads();
		this.measurements.add(Measurement.of("threads", threads, "count").withLimit(alert));
		this.findings
			.add(Codes.THREADS.finding(status(threads, target, alert), "The process has %d threads".formatted(threads))
				.withValues(threads + " threads", "at most " + ((threads > alert) ? alert : target)));
	}

	private void share(Codes rule, String name, String subject, OptionalDouble seen, double target, double alert) {
		if (seen.isEmpty()) {
			return;
		}
		double share = seen.getAsDouble();
		this.measurements.add(Measurement.of(name, share, "ratio").withLimit(alert));
		this.findings
			.add(rule.finding(status(share, target, alert), "%s: %.0f %% are in use".formatted(subject, 100 * share))
				.withValues("%.0f %%".formatted(100 * share),
						"at most " + Codes.percent((share > alert) ? alert : target)));
	}

	private static Status status(double seen, double target, double alert) {
		return (seen > alert) ? Status.FAIL : (seen > target) ? Status.WARN : Status.PASS;
	}

}
