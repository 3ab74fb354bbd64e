package io.github.selftest.boot.engine;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;

import io.github.selftest.api.Severity;
import io.github.selftest.api.Status;

/**
 * How checks make the verdict of their group. A failed critical check fails it, an
 * inconclusive critical one makes it inconclusive, a failed degrading one or any warning
 * warns. Informative checks never count.
 */
final class VerdictRule {

	/** So that 56 of 100 are a share of 0.56. */
	private static final double ROUNDING = 1e-9;

	private final GroupPlan group;

	private final Map<String, CheckReport> reports = new LinkedHashMap<>();

	private final @Nullable Mute mute;

	VerdictRule(GroupPlan group, List<CheckReport> reports) {
		this(group, reports, null);
	}

	/**
	 * Create a rule.
	 * @param group the group
	 * @param reports its checks
	 * @param mute the mute by which it gives no alert, {@code null} if it does
	 */
	VerdictRule(GroupPlan group, List<CheckReport> reports, @Nullable Mute mute) {
		this.group = group;
		this.mute = mute;
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
		Tally tally = tally(CheckReport::status);
		Status status = status(tally);
		List<CheckReport> muted = muted();
		return new Verdict(this.group.name(), status, status(tally(CheckReport::rawStatus)),
				reason(tally, status, running, now), ids(Status.FAIL), ids(Status.WARN), ids(Status.INCONCLUSIVE),
				tally.passing(), tally.counting(), (tally.counting() > 0) ? tally.oldestNanos() : oldest(muted),
				validUntilNanos, now, List.copyOf(this.reports.values()), muted.stream().map(CheckReport::id).toList(),
				this.mute);
	}

	private List<CheckReport> muted() {
		return this.reports.values()
			.stream()
			.filter((report) -> report.mute() != null && report.definition().severity() != Severity.INFO)
			.toList();
	}

	/**
	 * Return the age of what does not count, where nothing counts: somebody may only want
	 * to know whether checks run at all.
	 * @param muted the muted checks
	 * @return the monotonic time of the oldest result
	 */
	private static @Nullable Long oldest(List<CheckReport> muted) {
		Tally tally = new Tally();
		muted.forEach((report) -> tally.add(report, report.status()));
		return tally.oldestNanos();
	}

	private Tally tally(Function<CheckReport, Status> view) {
		Tally tally = new Tally();
		for (CheckReport report : this.reports.values()) {
			if (counts(report, view)) {
				tally.add(report, view.apply(report));
			}
		}
		return tally;
	}

	private Status status(Tally tally) {
		if (!tally.anyRun()) {
			return Status.INCONCLUSIVE;
		}
		if (fails(tally)) {
			return Status.FAIL;
		}
		if (tally.count(Severity.CRITICAL, Status.INCONCLUSIVE) > 0) {
			return Status.INCONCLUSIVE;
		}
		return tally.warns() ? Status.WARN : Status.PASS;
	}

	private boolean fails(Tally tally) {
		int failed = tally.count(Severity.CRITICAL, Status.FAIL);
		int passing = tally.passing(Severity.CRITICAL);
		Double ratio = this.group.requiredPassRatio();
		return (ratio != null) ? passing < ratio * (passing + failed) - ROUNDING : failed > 0;
	}

	/**
	 * Return whether a check counts: not an informative one, not a degrading one that
	 * doesn't know, and not one that was skipped for another that counts itself.
	 * @param report the check
	 * @param view which status is looked at
	 * @return whether it counts
	 */
	private boolean counts(CheckReport report, Function<CheckReport, Status> view) {
		boolean conclusive = view.apply(report).isConclusive();
		return switch (severity(report)) {
			case CRITICAL -> conclusive || !isExplained(report, view, new HashSet<>());
			case DEGRADING -> conclusive;
			case INFO -> false;
		};
	}

	/**
	 * Return whether a check was skipped for one that counts, or for one that was skipped
	 * for such a one in turn.
	 * @param report the check
	 * @param view which status is looked at
	 * @param seen the checks that were looked at already
	 * @return whether another one tells why it is inconclusive
	 */
	private boolean isExplained(CheckReport report, Function<CheckReport, Status> view, Set<String> seen) {
		if (!isSkipped(report)) {
			return false;
		}
		for (String id : report.definition().prerequisites()) {
			CheckReport prerequisite = this.reports.get(id);
			if (prerequisite != null && !passes(prerequisite) && seen.add(id)
					&& (tells(prerequisite, view) || isExplained(prerequisite, view, seen))) {
				return true;
			}
		}
		return false;
	}

	/**
	 * Return whether nothing was skipped for a check. A failure that damping still hides
	 * has skipped others already.
	 * @param report the check
	 * @return whether it passes, damped or not
	 */
	private static boolean passes(CheckReport report) {
		return report.status().isPassing() && report.rawStatus().isPassing();
	}

	private static boolean tells(CheckReport report, Function<CheckReport, Status> view) {
		if (report.mute() != null) {
			// whoever knows of a failure knows of what it keeps from running
			return true;
		}
		return switch (severity(report)) {
			case CRITICAL -> true;
			case DEGRADING -> view.apply(report).isConclusive();
			case INFO -> false;
		};
	}

	private String reason(Tally tally, Status status, boolean running, Instant now) {
		if (status == Status.PASS) {
			return new MuteWords(muted(), this.mute, now).ok();
		}
		if (!tally.anyRun() && !running) {
			return aboutGroup("no check of group '%s' has run yet: the application is starting");
		}
		if (tally.counting() == 0 && !muted().isEmpty()) {
			return new MuteWords(muted(), this.mute, now).nothingCounts(this.group.name());
		}
		if (tally.counting() == 0) {
			return aboutGroup(
					this.reports.isEmpty() ? "group '%s' has no checks" : "group '%s' has no check that counts");
		}
		if (!tally.anyRun()) {
			return aboutGroup("no check of group '%s' has run yet");
		}
		CheckReport deciding = deciding(status);
		return (deciding != null) ? Reason.of(deciding.id(), deciding.explanation()) : status.name();
	}

	private String aboutGroup(String text) {
		return Reason.plain(text.formatted(this.group.name()));
	}

	private @Nullable CheckReport deciding(Status status) {
		if (status != Status.WARN) {
			return first(Severity.CRITICAL, status);
		}
		CheckReport failed = first(Severity.DEGRADING, Status.FAIL);
		CheckReport warned = first(Severity.CRITICAL, Status.WARN);
		return (failed != null) ? failed : (warned != null) ? warned : first(Severity.DEGRADING, Status.WARN);
	}

	private @Nullable CheckReport first(Severity severity, Status status) {
		List<CheckReport> all = this.reports.values()
			.stream()
			.filter((report) -> severity(report) == severity && report.status() == status)
			.filter((report) -> counts(report, CheckReport::status))
			.toList();
		// one that was skipped only points to another
		return all.stream()
			.filter((report) -> !isSkipped(report))
			.findFirst()
			.or(() -> all.stream().findFirst())
			.orElse(null);
	}

	private static boolean isSkipped(CheckReport report) {
		return EngineFindings.isSkipped(report.explanation());
	}

	private List<String> ids(Status status) {
		List<String> ids = new ArrayList<>();
		for (Severity severity : List.of(Severity.CRITICAL, Severity.DEGRADING)) {
			for (CheckReport report : this.reports.values()) {
				if (report.status() == status && severity(report) == severity) {
					ids.add(report.id());
				}
			}
		}
		return List.copyOf(ids);
	}

	private static Severity severity(CheckReport report) {
		return (report.mute() != null) ? Severity.INFO : report.definition().severity();
	}

}
