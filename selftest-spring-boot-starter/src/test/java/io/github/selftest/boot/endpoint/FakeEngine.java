package io.github.selftest.boot.endpoint;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

import org.jspecify.annotations.Nullable;
import org.springframework.context.SmartLifecycle;

import io.github.selftest.api.Status;
import io.github.selftest.boot.engine.CheckReport;
import io.github.selftest.boot.engine.Engine;
import io.github.selftest.boot.engine.GroupPlan;
import io.github.selftest.boot.engine.RunRecord;
import io.github.selftest.boot.engine.Verdict;

/**
 * An engine that says what it is told, and remembers what it was asked to run.
 */
final class FakeEngine implements Engine, SmartLifecycle {

	final FakeClock clock = new FakeClock();

	/** What was run: {@code group} or {@code group/check}, with the minimal interval. */
	final List<String> runs = new CopyOnWriteArrayList<>();

	/** The futures handed out for runs that do not end by themselves. */
	final List<CompletableFuture<?>> pending = new CopyOnWriteArrayList<>();

	/** The futures handed out to those who wait for a conclusive verdict. */
	final List<CompletableFuture<Verdict>> waiting = new CopyOnWriteArrayList<>();

	private final Map<String, Verdict> verdicts = new ConcurrentHashMap<>();

	private final Map<String, GroupPlan> plans = new LinkedHashMap<>();

	private final Map<String, List<RunRecord>> histories = new ConcurrentHashMap<>();

	volatile boolean running = true;

	volatile boolean runsEnd = true;

	volatile @Nullable RuntimeException failure;

	/**
	 * Create an engine with the built-in groups, which pass.
	 * @return the engine
	 */
	static FakeEngine passing() {
		FakeEngine engine = new FakeEngine();
		for (String group : List.of("smoke", "continuous", "canary", "deep")) {
			engine.put(Samples.verdict(group, Status.PASS, "ok", Samples.report("poolMain", Status.PASS)));
		}
		return engine;
	}

	void put(Verdict verdict) {
		this.plans.put(verdict.group(), new GroupPlan(verdict.group(), Duration.ofSeconds(10), Duration.ofSeconds(60),
				java.util.Set.of(), null, 1, 1, false));
		this.verdicts.put(verdict.group(), verdict);
	}

	void putHistory(String check, List<RunRecord> history) {
		this.histories.put(check, history);
	}

	@Override
	public void start() {
		this.running = true;
	}

	@Override
	public void stop() {
		this.running = false;
		this.waiting.forEach((future) -> future.cancel(false));
	}

	@Override
	public boolean isRunning() {
		return this.running;
	}

	@Override
	public List<GroupPlan> groups() {
		return List.copyOf(this.plans.values());
	}

	@Override
	public List<CheckReport> checks() {
		fail();
		Map<String, CheckReport> reports = new LinkedHashMap<>();
		for (String group : this.plans.keySet()) {
			known(group).checks().forEach((report) -> reports.putIfAbsent(report.id(), report));
		}
		return new ArrayList<>(reports.values());
	}

	@Override
	public Optional<Verdict> verdict(String group) {
		fail();
		return Optional.ofNullable(this.verdicts.get(group));
	}

	@Override
	public Duration silence() {
		return Duration.ZERO;
	}

	@Override
	public Optional<CheckReport> check(String check) {
		return checks().stream().filter((report) -> report.id().equals(check)).findFirst();
	}

	@Override
	public Optional<CheckReport> check(String group, String check) {
		return verdict(group)
			.flatMap((verdict) -> verdict.checks().stream().filter((report) -> report.id().equals(check)).findFirst());
	}

	@Override
	public List<RunRecord> history(String check) {
		return this.histories.getOrDefault(check, List.of());
	}

	@Override
	public CompletableFuture<Verdict> run(String group, Duration minInterval) {
		this.runs.add(group + " " + minInterval);
		return result(known(group));
	}

	@Override
	public CompletableFuture<CheckReport> run(String group, String check, Duration minInterval) {
		this.runs.add(group + "/" + check + " " + minInterval);
		return result(check(group, check).orElseThrow());
	}

	@Override
	public CompletableFuture<Verdict> conclusive(String group) {
		CompletableFuture<Verdict> future = new CompletableFuture<>();
		this.waiting.add(future);
		return future;
	}

	/**
	 * Come to a verdict and tell all who wait for one.
	 * @param verdict the verdict
	 */
	void conclude(Verdict verdict) {
		put(verdict);
		this.waiting.forEach((future) -> future.complete(verdict));
	}

	@Override
	public FakeClock clock() {
		return this.clock;
	}

	private Verdict known(String group) {
		return Optional.ofNullable(this.verdicts.get(group)).orElseThrow();
	}

	private <T> CompletableFuture<T> result(T value) {
		if (this.runsEnd) {
			return CompletableFuture.completedFuture(value);
		}
		CompletableFuture<T> future = new CompletableFuture<>();
		this.pending.add(future);
		return future;
	}

	private void fail() {
		if (this.failure != null) {
			throw this.failure;
		}
	}

}
