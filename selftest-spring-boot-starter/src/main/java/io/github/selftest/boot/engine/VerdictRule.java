package io.github.selftest.boot.engine;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;

import org.jspecify.annotations.Nullable;

import io.github.selftest.api.Finding;
import io.github.selftest.api.Severity;
import io.github.selftest.api.Status;

/**
 * How checks make the verdict of their group. A failed critical check fails it, an
 * inconclusive critical one makes it inconclusive, a failed degrading one or any warning
 * warns. Informative checks never count.
 */
final class VerdictRule {

	private final GroupPlan group;

	private final Map<String, CheckReport> reports = new LinkedHashMap<>();

	VerdictRule(GroupPlan group, List<CheckReport> reports) {
		this.group = group;
		reports.forEach((report) -> this.reports.put(report.id(), report));
	}

	/**
	 * Judge the group.
	 * @param running whether the engine runs checks already
	 * @param now the time of day
	 * @param validUntilNanos when the first of the results becomes stale
	 * @return the verdict
	 */
	Verdict judge(boolean running, Instant now, @Nullable Long validUntilNanos) {
		Status status = statusBy(CheckReport::status);
		List<CheckReport> counting = counting(CheckReport::status);
		return new Verdict(this.group.name(), status, statusBy(CheckReport::rawStatus), reason(status, running),
				ids(Status.FAIL), ids(Status.WARN), ids(Status.INCONCLUSIVE), passing(counting), counting.size(),
				oldest(counting), validUntilNanos, now, List.copyOf(this.reports.values()));
	}

	private Status statusBy(Function<CheckReport, Status> view) {
		List<CheckReport> counting = counting(view);
		if (counting.isEmpty() || counting.stream().allMatch((report) -> report.latest() == null)) {
			return Status.INCONCLUSIVE;
		}
		Predicate<CheckReport> critical = (report) -> severity(report) == Severity.CRITICAL;
		List<Status> criticals = counting.stream().filter(critical).map(view).toList();
		List<Status> others = counting.stream().filter(critical.negate()).map(view).toList();
		if (fails(criticals)) {
			return Status.FAIL;
		}
		if (criticals.contains(Status.INCONCLUSIVE)) {
			return Status.INCONCLUSIVE;
		}
		boolean warns = others.contains(Status.FAIL) || others.contains(Status.WARN) || criticals.contains(Status.WARN);
		return warns ? Status.WARN : Status.PASS;
	}

	private boolean fails(List<Status> criticals) {
		Double ratio = this.group.requiredPassRatio();
		if (ratio == null) {
			return criticals.contains(Status.FAIL);
		}
		long conclusive = criticals.stream().filter(Status::isConclusive).count();
		long passing = criticals.stream().filter(Status::isPassing).count();
		return conclusive > 0 && passing < ratio * conclusive;
	}

	/**
	 * Return the checks that count: not the informative ones, not a degrading one that
	 * doesn't know, and not one that was skipped for another that counts itself.
	 * @param view which status is looked at
	 * @return the reports
	 */
	private List<CheckReport> counting(Function<CheckReport, Status> view) {
		return this.reports.values().stream().filter((report) -> counts(report, view)).toList();
	}

	private boolean counts(CheckReport report, Function<CheckReport, Status> view) {
		if (severity(report) == Severity.INFO) {
			return false;
		}
		if (view.apply(report) != Status.INCONCLUSIVE) {
			return true;
		}
		return severity(report) == Severity.CRITICAL && !isSkippedForOneThatCounts(report, view);
	}

	private boolean isSkippedForOneThatCounts(CheckReport report, Function<CheckReport, Status> view) {
		if (!isSkipped(report)) {
			return false;
		}
		for (String id : report.definition().prerequisites()) {
			CheckReport prerequisite = this.reports.get(id);
			if (prerequisite != null && !view.apply(prerequisite).isPassing()
					&& (counts(prerequisite, view) || isSkippedForOneThatCounts(prerequisite, view))) {
				return true;
			}
		}
		return false;
	}

	private String reason(Status status, boolean running) {
		if (status == Status.PASS) {
			return Reason.OK;
		}
		List<CheckReport> counting = counting(CheckReport::status);
		if (counting.isEmpty()) {
			return Reason.plain(this.reports.isEmpty() ? "group '%s' has no checks".formatted(this.group.name())
					: "group '%s' has no check that counts".formatted(this.group.name()));
		}
		if (counting.stream().allMatch((report) -> report.latest() == null)) {
			return Reason.plain("no check of group '%s' has run yet%s".formatted(this.group.name(),
					running ? "" : ": the application is starting"));
		}
		CheckReport deciding = deciding(counting, status);
		return (deciding != null) ? Reason.of(deciding.id(), deciding.explanation()) : status.name();
	}

	private static @Nullable CheckReport deciding(List<CheckReport> counting, Status status) {
		if (status == Status.WARN) {
			CheckReport failed = first(counting, Severity.DEGRADING, Status.FAIL);
			CheckReport warned = first(counting, Severity.CRITICAL, Status.WARN);
			return (failed != null) ? failed
					: (warned != null) ? warned : first(counting, Severity.DEGRADING, Status.WARN);
		}
		return first(counting, Severity.CRITICAL, status);
	}

	private static @Nullable CheckReport first(List<CheckReport> reports, Severity severity, Status status) {
		List<CheckReport> all = reports.stream()
			.filter((report) -> severity(report) == severity && report.status() == status)
			.toList();
		// one that was skipped only points to another
		return all.stream()
			.filter((report) -> !isSkipped(report))
			.findFirst()
			.or(() -> all.stream().findFirst())
			.orElse(null);
	}

	private static boolean isSkipped(CheckReport report) {
		Finding explanation = report.explanation();
		return explanation != null && EngineFindings.SKIPPED.equals(explanation.code());
	}

	private List<String> ids(Status status) {
		List<String> ids = new ArrayList<>();
		for (Severity severity : List.of(Severity.CRITICAL, Severity.DEGRADING)) {
			this.reports.values()
				.stream()
				.filter((report) -> severity(report) == severity && report.status() == status)
				.map(CheckReport::id)
				.forEach(ids::add);
		}
		return List.copyOf(ids);
	}

	private static int passing(List<CheckReport> counting) {
		return (int) counting.stream().filter((report) -> report.status().isPassing()).count();
	}

	private static @Nullable Long oldest(List<CheckReport> counting) {
		Long oldest = null;
		for (CheckReport report : counting) {
			CompletedRun latest = report.latest();
			if (latest != null && (oldest == null || latest.finishedNanos() - oldest < 0)) {
				oldest = latest.finishedNanos();
			}
		}
		return oldest;
	}

	private static Severity severity(CheckReport report) {
		return report.definition().severity();
	}

}
