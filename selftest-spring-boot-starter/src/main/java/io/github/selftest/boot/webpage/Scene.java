package io.github.selftest.boot.webpage;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

import org.jspecify.annotations.Nullable;

import io.github.selftest.api.Severity;
import io.github.selftest.api.Status;
import io.github.selftest.boot.engine.CheckReport;
import io.github.selftest.boot.engine.Engine;
import io.github.selftest.boot.engine.GroupPlan;
import io.github.selftest.boot.engine.HistoryMark;
import io.github.selftest.boot.engine.Mute;
import io.github.selftest.boot.engine.Verdict;

/**
 * How things stand at one moment: in all groups, or in one of them. Of a check that is in
 * several groups the worst view counts, as that is the one somebody is to look at.
 */
final class Scene {

	private static final Comparator<CheckReport> MOST_PRESSING_FIRST = Comparator
		.comparing((CheckReport report) -> !counts(report))
		.thenComparing(CheckReport::status, Comparator.reverseOrder())
		.thenComparing((CheckReport report) -> report.definition().severity());

	private final Moments moments;

	private final long nanoTime;

	private final List<GroupPlan> plans = new ArrayList<>();

	private final Map<String, Verdict> verdicts = new LinkedHashMap<>();

	private final Map<String, CheckReport> checks = new LinkedHashMap<>();

	private final Map<String, String> homes = new LinkedHashMap<>();

	private final List<Mute> mutes;

	private final Status status;

	Scene(Engine engine, @Nullable String group) {
		this.moments = new Moments(engine.clock().wallClock().instant());
		this.nanoTime = engine.clock().nanoTime();
		for (GroupPlan plan : engine.groups()) {
			if (group == null || plan.name().equals(group)) {
				engine.verdict(plan.name()).ifPresent((verdict) -> add(engine, plan, verdict));
			}
		}
		this.mutes = engine.mutes();
		this.status = countingVerdicts().stream()
			.flatMap((verdict) -> ((group != null) ? Optional.of(verdict.status()) : soFar(verdict)).stream())
			.reduce(Status::worse)
			.orElse(Status.INCONCLUSIVE);
	}

	/*
	 * The verdict of a group may be older than the results of its checks while the group
	 * is run.
	 */
	private void add(Engine engine, GroupPlan plan, Verdict verdict) {
		this.plans.add(plan);
		this.verdicts.put(plan.name(), verdict);
		for (CheckReport known : verdict.checks()) {
			CheckReport report = engine.check(plan.name(), known.id()).orElse(known);
			CheckReport other = this.checks.get(report.id());
			if (other == null || report.status().compareTo(other.status()) > 0) {
				this.checks.put(report.id(), report);
				this.homes.put(report.id(), plan.name());
			}
		}
	}

	/**
	 * Return what is known of a group. One that has only seen too little yet is judged by
	 * the checks that know: nobody is to be woken as nobody came.
	 * @param verdict how the group stands
	 * @return its status, empty when none of its checks knows
	 */
	private static Optional<Status> soFar(Verdict verdict) {
		if (!isWaiting(verdict)) {
			return Optional.of(verdict.status());
		}
		List<Status> known = verdict.checks()
			.stream()
			.filter(Scene::counts)
			.map(CheckReport::status)
			.filter(Status::isConclusive)
			.toList();
		if (known.isEmpty()) {
			return Optional.empty();
		}
		return Optional.of(known.stream().allMatch((status) -> status == Status.PASS) ? Status.PASS : Status.WARN);
	}

	/**
	 * Return whether a group is inconclusive as its checks have seen too little yet, and
	 * for no other reason.
	 * @param verdict how the group stands
	 * @return whether it only waits
	 */
	private static boolean isWaiting(Verdict verdict) {
		List<CheckReport> unknown = verdict.checks()
			.stream()
			.filter((report) -> counts(report) && report.definition().severity() == Severity.CRITICAL)
			.filter((report) -> report.status() == Status.INCONCLUSIVE)
			.toList();
		return verdict.status() == Status.INCONCLUSIVE && !unknown.isEmpty()
				&& unknown.stream().allMatch(CheckReport::isWaiting);
	}

	private boolean concernsWhatIsInSight(Mute mute) {
		return mute.all() || mute.groups().stream().anyMatch(this.verdicts::containsKey)
				|| mute.checks().stream().anyMatch(this.checks::containsKey);
	}

	/**
	 * Return whether a check has a say in a verdict.
	 * @param report the check
	 * @return whether it counts
	 */
	static boolean counts(CheckReport report) {
		return report.definition().severity() != Severity.INFO && report.mute() == null;
	}

	Moments moments() {
		return this.moments;
	}

	List<GroupPlan> plans() {
		return this.plans;
	}

	Verdict verdict(GroupPlan plan) {
		Verdict verdict = this.verdicts.get(plan.name());
		if (verdict == null) {
			throw new IllegalArgumentException("Group '%s' is not in sight".formatted(plan.name()));
		}
		return verdict;
	}

	Status status() {
		return this.status;
	}

	List<CheckReport> checks() {
		return List.copyOf(this.checks.values());
	}

	/**
	 * Return a group that a check is in.
	 * @param check the check
	 * @return the name of the group
	 */
	String home(CheckReport check) {
		return this.homes.getOrDefault(check.id(), "");
	}

	int passing() {
		return (int) this.checks.values()
			.stream()
			.filter((report) -> report.status() == Status.PASS && report.mute() == null)
			.count();
	}

	/**
	 * Return what is muted of what is in sight.
	 * @return the mutes, the oldest first
	 */
	List<Mute> mutes() {
		return this.mutes.stream().filter(this::concernsWhatIsInSight).toList();
	}

	/**
	 * Return the mutes that a check is subject to, by itself, its groups or with all.
	 * @param report the check
	 * @return the mutes, the oldest first
	 */
	List<Mute> mutes(CheckReport report) {
		return this.mutes.stream()
			.filter((mute) -> mute.all() || mute.checks().contains(report.id())
					|| mute.groups().stream().anyMatch(report.definition().groups()::contains))
			.toList();
	}

	/**
	 * Return whether a check gives no alert as all of its groups, or all, are muted.
	 * @param report the check
	 * @return whether its alerts are muted
	 */
	boolean isSilent(CheckReport report) {
		return report.definition().groups().stream().allMatch(this::isSilent);
	}

	/**
	 * Return whether a group gives no alert.
	 * @param group its name
	 * @return whether its alerts are muted
	 */
	boolean isSilent(String group) {
		return this.mutes.stream().anyMatch((mute) -> mute.all() || mute.groups().contains(group));
	}

	int muted() {
		return (int) this.checks.values().stream().filter((report) -> report.mute() != null).count();
	}

	/**
	 * Return whether nothing is known because all that would count is muted.
	 * @return whether a group says so
	 */
	boolean isAllMuted() {
		return countingVerdicts().stream()
			.filter((verdict) -> verdict.status() == this.status)
			.anyMatch((verdict) -> verdict.counting() == 0 && !verdict.muted().isEmpty());
	}

	/**
	 * Return the groups that have only seen too little yet.
	 * @return their names
	 */
	List<String> waitingGroups() {
		return this.plans.stream().map(GroupPlan::name).filter((name) -> {
			Verdict verdict = this.verdicts.get(name);
			return verdict != null && isWaiting(verdict);
		}).toList();
	}

	/**
	 * Return the checks that have only seen too little yet.
	 * @return the checks, the most pressing one first
	 */
	List<CheckReport> waiting() {
		return this.checks.values().stream().filter(Scene::isWaiting).sorted(MOST_PRESSING_FIRST).toList();
	}

	private static boolean isWaiting(CheckReport report) {
		return report.isWaiting() && report.mute() == null;
	}

	/**
	 * Return the checks that somebody is to look at.
	 * @return the checks that ran, don't pass and don't just wait, the most pressing one
	 * first
	 */
	List<CheckReport> troubles() {
		return this.checks.values()
			.stream()
			.filter((report) -> report.status() != Status.PASS && report.latest() != null && !isWaiting(report))
			.sorted(MOST_PRESSING_FIRST)
			.toList();
	}

	/**
	 * Return the troubles that have a say in a verdict.
	 * @param status how they stand
	 * @return the checks
	 */
	List<CheckReport> counting(Status status) {
		return troubles().stream().filter((report) -> report.status() == status && counts(report)).toList();
	}

	boolean isAnyStale() {
		return this.checks.values().stream().anyMatch(CheckReport::stale);
	}

	/**
	 * Return when the status began.
	 * @return the point in time, {@code null} when nothing is known yet
	 */
	@Nullable Instant since() {
		Comparator<Instant> order = (this.status == Status.PASS) ? Comparator.reverseOrder()
				: Comparator.naturalOrder();
		return countingVerdicts().stream()
			.filter((verdict) -> verdict.status() == this.status)
			.map(Verdict::since)
			.min(order)
			.orElse(null);
	}

	/**
	 * Return how old the oldest result is that is renewed by schedule; of all results
	 * where none is.
	 * @return the age, {@code null} without a result
	 */
	@Nullable Duration age() {
		List<Verdict> known = countingVerdicts().stream().filter((verdict) -> verdict.oldestNanos() != null).toList();
		List<Verdict> scheduled = known.stream().filter(this::isScheduled).toList();
		return (scheduled.isEmpty() ? known : scheduled).stream()
			.map((verdict) -> Duration.ofMillis((long) (verdict.ageSeconds(this.nanoTime) * 1000)))
			.max(Comparator.naturalOrder())
			.orElse(null);
	}

	Duration age(CheckReport report) {
		return (report.latest() != null)
				? Duration.ofNanos(Math.max(0, this.nanoTime - report.latest().finishedNanos())) : Duration.ZERO;
	}

	/**
	 * Return which starts and changes belong to what is in sight. That a check passes
	 * from the start is no news.
	 * @param details whether checks may be shown
	 * @return a filter
	 */
	Predicate<HistoryMark> isInSight(boolean details) {
		Set<String> groups = Set.copyOf(this.verdicts.keySet());
		Set<String> ids = details ? Set.copyOf(this.checks.keySet()) : Set.of();
		return (mark) -> switch (mark.kind()) {
			case START -> true;
			case GROUP -> groups.contains(mark.name());
			case CHECK -> ids.contains(mark.name()) && (mark.before() != null || mark.now() != Status.PASS);
		};
	}

	/*
	 * A group that is run on request only, or is empty, says nothing before it ran.
	 */
	private List<Verdict> countingVerdicts() {
		return this.plans.stream()
			.filter((plan) -> !verdict(plan).checks().isEmpty())
			.filter((plan) -> plan.interval() != null || plan.runWhenReady() || hasRun(verdict(plan)))
			.map(this::verdict)
			.toList();
	}

	private boolean isScheduled(Verdict verdict) {
		return this.plans.stream().anyMatch((plan) -> plan.name().equals(verdict.group()) && plan.interval() != null);
	}

	private static boolean hasRun(Verdict verdict) {
		return verdict.checks().stream().anyMatch((report) -> report.latest() != null);
	}

}
