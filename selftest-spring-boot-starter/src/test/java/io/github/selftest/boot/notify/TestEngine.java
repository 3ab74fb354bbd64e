package io.github.selftest.boot.notify;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;

import org.jspecify.annotations.Nullable;

import io.github.selftest.api.CheckDefinition;
import io.github.selftest.api.CheckResult;
import io.github.selftest.api.Finding;
import io.github.selftest.api.Severity;
import io.github.selftest.api.Status;
import io.github.selftest.boot.engine.CheckReport;
import io.github.selftest.boot.engine.CompletedRun;
import io.github.selftest.boot.engine.Engine;
import io.github.selftest.boot.engine.EngineClock;
import io.github.selftest.boot.engine.GroupPlan;
import io.github.selftest.boot.engine.RunRecord;
import io.github.selftest.boot.engine.Verdict;

/**
 * An engine that says what it is told.
 */
final class TestEngine implements Engine {

	private final EngineClock clock;

	private final Map<String, Verdict> verdicts = new ConcurrentHashMap<>();

	volatile boolean running = true;

	volatile Duration silence = Duration.ZERO;

	TestEngine(EngineClock clock) {
		this.clock = clock;
	}

	static CheckReport report(String id, Status status) {
		return report(id, status, Severity.CRITICAL);
	}

	static CheckReport report(String id, Status status, Severity severity) {
		CheckDefinition definition = CheckDefinition.builder(id)
			.title("The pool")
			.kind("pool")
			.severity(severity)
			.runBook("https://runbooks.example.org/pool")
			.build();
		Finding finding = Finding.of(status, "pool.acquire-slow", "Pool 'main' is slow")
			.withValues("612 ms", "at most 500 ms")
			.withRemedy("Raise 'maximum-pool-size'");
		CompletedRun run = new CompletedRun(TestClock.EPOCH, Duration.ofMillis(12), 0, CheckResult.of(finding));
		return new CheckReport(definition, status, status, false, run, (status != Status.PASS) ? finding : null,
				TestClock.EPOCH, TestClock.EPOCH, 3, false, null);
	}

	TestEngine stands(String group, Status status, CheckReport... reports) {
		return standsSince(group, status, 0L, null, reports);
	}

	TestEngine standsSince(String group, Status status, @Nullable Long oldest, @Nullable Long validUntil,
			CheckReport... reports) {
		List<CheckReport> checks = List.of(reports);
		this.verdicts.put(group,
				new Verdict(group, status, status, (status == Status.PASS) ? "ok" : "poolMain: Pool 'main' is slow",
						ids(checks, Status.FAIL), ids(checks, Status.WARN), ids(checks, Status.INCONCLUSIVE), 0,
						checks.size(), oldest, validUntil, Instant.EPOCH, checks));
		return this;
	}

	@Override
	public boolean isRunning() {
		return this.running;
	}

	@Override
	public Duration silence() {
		return this.silence;
	}

	@Override
	public List<GroupPlan> groups() {
		return List
			.of(new GroupPlan("continuous", Duration.ofMinutes(1), Duration.ofMinutes(2), Set.of(), null, 3, 2, false));
	}

	@Override
	public List<CheckReport> checks() {
		return this.verdicts.values().stream().flatMap((verdict) -> verdict.checks().stream()).toList();
	}

	@Override
	public Optional<Verdict> verdict(String group) {
		return Optional.ofNullable(this.verdicts.get(group));
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
		return List.of();
	}

	@Override
	public CompletableFuture<Verdict> run(String group, Duration minInterval) {
		throw new UnsupportedOperationException("nothing is run here");
	}

	@Override
	public CompletableFuture<CheckReport> run(String group, String check, Duration minInterval) {
		throw new UnsupportedOperationException("nothing is run here");
	}

	@Override
	public CompletableFuture<Verdict> conclusive(String group) {
		throw new UnsupportedOperationException("nobody waits here");
	}

	@Override
	public EngineClock clock() {
		return this.clock;
	}

	private static List<String> ids(List<CheckReport> checks, Status status) {
		return checks.stream().filter((report) -> report.status() == status).map(CheckReport::id).toList();
	}

}
