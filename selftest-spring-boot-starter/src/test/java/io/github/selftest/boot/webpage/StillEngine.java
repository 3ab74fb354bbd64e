package io.github.selftest.boot.webpage;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;

import org.jspecify.annotations.Nullable;

import io.github.selftest.api.CheckDefinition;
import io.github.selftest.api.CheckResult;
import io.github.selftest.api.Finding;
import io.github.selftest.api.Status;
import io.github.selftest.boot.engine.CheckHistory;
import io.github.selftest.boot.engine.CheckReport;
import io.github.selftest.boot.engine.CompletedRun;
import io.github.selftest.boot.engine.Engine;
import io.github.selftest.boot.engine.EngineClock;
import io.github.selftest.boot.engine.GroupPlan;
import io.github.selftest.boot.engine.HistoryMark;
import io.github.selftest.boot.engine.Mute;
import io.github.selftest.boot.engine.RunRecord;
import io.github.selftest.boot.engine.StagedHistory;
import io.github.selftest.boot.engine.Verdict;

/**
 * An engine in which nothing moves, with the group {@code continuous}.
 */
final class StillEngine implements Engine, EngineClock {

	static final Instant NOW = Instant.parse("2026-03-04T05:06:07Z");

	static final long NANOS = 1_000_000_000_000L;

	final Map<String, List<RunRecord>> histories = new LinkedHashMap<>();

	final AtomicInteger looks = new AtomicInteger();

	long nanos = NANOS;

	ZoneId zone = ZoneId.of("UTC");

	final List<HistoryMark> marks = new ArrayList<>();

	final List<Mute> mutes = new ArrayList<>();

	final AtomicInteger pasts = new AtomicInteger();

	String reason = "because";

	Duration silence = Duration.ZERO;

	private final List<CheckReport> checks;

	StillEngine(CheckReport... checks) {
		this.checks = List.of(checks);
	}

	static CheckReport report(String id, Status status) {
		return report(CheckDefinition.builder(id).build(), Finding.of(status, "pool.acquire-slow", "It is slow"));
	}

	static CheckReport report(CheckDefinition definition, Finding finding) {
		return report(definition, CheckResult.of(finding));
	}

	static CheckReport report(CheckDefinition definition, CheckResult result) {
		CompletedRun run = new CompletedRun(NOW.minusSeconds(43), Duration.ofMillis(12),
				NANOS - Duration.ofSeconds(43).toNanos(), result);
		Finding explanation = (result.status() != Status.PASS) ? result.findings().get(0) : null;
		return new CheckReport(definition, result.status(), result.status(), false, run, explanation,
				NOW.minusSeconds(600), NOW.minusSeconds(660), (result.status() == Status.FAIL) ? 5 : 0, false, null);
	}

	static CheckReport neverRun(String id) {
		return new CheckReport(CheckDefinition.builder(id).build(), Status.INCONCLUSIVE, Status.INCONCLUSIVE, false,
				null, null, null, null, 0, false, null);
	}

	@Override
	public boolean isRunning() {
		return true;
	}

	@Override
	public Duration silence() {
		return this.silence;
	}

	@Override
	public List<GroupPlan> groups() {
		this.looks.incrementAndGet();
		return List.of(plan("continuous", Duration.ofMinutes(1)), plan("deep", null));
	}

	private static GroupPlan plan(String name, @Nullable Duration interval) {
		return new GroupPlan(name, interval, Duration.ofMinutes(1), Set.of(), null, 3, 2, false);
	}

	@Override
	public List<CheckReport> checks() {
		return this.checks.stream().map(this::muted).toList();
	}

	@Override
	public Optional<Verdict> verdict(String group) {
		return Optional.of(group.equals("deep") ? verdict(group, List.of()) : verdict(group, checks()));
	}

	private Verdict verdict(String group, List<CheckReport> all) {
		List<CheckReport> checks = all.stream().filter((report) -> report.mute() == null).toList();
		List<String> muted = all.stream().filter((report) -> report.mute() != null).map(CheckReport::id).toList();
		Mute mute = this.mutes.stream().filter((each) -> each.groups().contains(group)).findFirst().orElse(null);
		Status status = checks.stream().map(CheckReport::status).reduce(Status::worse).orElse(Status.INCONCLUSIVE);
		return new Verdict(group, status, status, (status == Status.PASS) ? "ok" : this.reason,
				ids(checks, Status.FAIL), ids(checks, Status.WARN), ids(checks, Status.INCONCLUSIVE), 0, checks.size(),
				NANOS - Duration.ofSeconds(43).toNanos(), null, NOW.minusSeconds(600), all, muted, mute);
	}

	private static List<String> ids(List<CheckReport> checks, Status status) {
		return checks.stream().filter((report) -> report.status() == status).map(CheckReport::id).toList();
	}

	@Override
	public Optional<CheckReport> check(String check) {
		return checks().stream().filter((report) -> report.id().equals(check)).findFirst();
	}

	@Override
	public Optional<CheckReport> check(String group, String check) {
		return check(check);
	}

	@Override
	public List<RunRecord> history(String check) {
		return this.histories.getOrDefault(check, List.of());
	}

	@Override
	public Optional<CheckHistory> historyOf(String check) {
		this.pasts.incrementAndGet();
		List<RunRecord> runs = history(check);
		List<HistoryMark> starts = this.marks.stream().filter((mark) -> mark.kind() == HistoryMark.Kind.START).toList();
		return Optional.of(StagedHistory.of(check, runs, Duration.ofMinutes(1), starts, NOW));
	}

	@Override
	public List<HistoryMark> marks() {
		return this.marks;
	}

	@Override
	public List<Mute> mutes() {
		return this.mutes;
	}

	/**
	 * Mute something for two hours.
	 */
	StillEngine mute(Set<String> checks, Set<String> groups, String reason, String author) {
		this.mutes.add(new Mute("m" + this.mutes.size(), checks, groups, false, reason, author, NOW.minusSeconds(60),
				NOW.plusSeconds(7200), false));
		return this;
	}

	private CheckReport muted(CheckReport report) {
		Mute mute = this.mutes.stream().filter((each) -> each.checks().contains(report.id())).findFirst().orElse(null);
		return new CheckReport(report.definition(), report.status(), report.rawStatus(), report.stale(),
				report.latest(), report.explanation(), report.since(), report.lastPass(), report.consecutiveFailures(),
				report.running(), report.nextRun(), mute);
	}

	@Override
	public CompletableFuture<Verdict> run(String group, Duration minInterval) {
		throw new AssertionError("A page runs nothing");
	}

	@Override
	public CompletableFuture<CheckReport> run(String group, String check, Duration minInterval) {
		throw new AssertionError("A page runs nothing");
	}

	@Override
	public CompletableFuture<Verdict> conclusive(String group) {
		throw new AssertionError("A page waits for nothing");
	}

	@Override
	public EngineClock clock() {
		return this;
	}

	@Override
	public long nanoTime() {
		return this.nanos;
	}

	@Override
	public Clock wallClock() {
		return Clock.fixed(NOW, this.zone);
	}

	static RunRecord run(Status status, Duration ago) {
		return new RunRecord(NOW.minus(ago), Duration.ofMillis(5), status, "");
	}

	static List<RunRecord> runs(RunRecord... runs) {
		return Arrays.asList(runs);
	}

}
