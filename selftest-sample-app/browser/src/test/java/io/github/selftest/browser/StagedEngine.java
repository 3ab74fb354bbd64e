package io.github.selftest.browser;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

import org.jspecify.annotations.Nullable;

import io.github.selftest.api.CheckDefinition;
import io.github.selftest.api.CheckResult;
import io.github.selftest.api.Finding;
import io.github.selftest.api.Measurement;
import io.github.selftest.api.Severity;
import io.github.selftest.api.Status;
import io.github.selftest.boot.engine.CheckHistory;
import io.github.selftest.boot.engine.CheckReport;
import io.github.selftest.boot.engine.CompletedRun;
import io.github.selftest.boot.engine.Engine;
import io.github.selftest.boot.engine.EngineClock;
import io.github.selftest.boot.engine.EngineListener;
import io.github.selftest.boot.engine.GroupPlan;
import io.github.selftest.boot.engine.HistoryMark;
import io.github.selftest.boot.engine.HistoryMark.Kind;
import io.github.selftest.boot.engine.Mute;
import io.github.selftest.boot.engine.RunRecord;
import io.github.selftest.boot.engine.StagedHistory;
import io.github.selftest.boot.engine.Verdict;

/**
 * An engine with an hour behind it, so that no test has to wait for one.
 */
final class StagedEngine implements Engine, EngineClock {

	private static final int MINUTES = 50;

	private static final int DAYS = 12;

	static final Duration PAST = Duration.ofMinutes(MINUTES);

	private final Instant staged = Instant.now().truncatedTo(ChronoUnit.SECONDS);

	private final Map<String, CheckReport> checks = new LinkedHashMap<>();

	private final Map<String, List<RunRecord>> histories = new LinkedHashMap<>();

	private final List<HistoryMark> changes = new ArrayList<>();

	private final List<Mute> mutes = new ArrayList<>();

	private final List<CompletedRun> measured = new ArrayList<>();

	private final List<CheckDefinition> measuredBy = new ArrayList<>();

	private final List<GroupPlan> plans = new ArrayList<>();

	private StagedEngine() {
		plan("smoke", null, true);
		plan("continuous", Duration.ofMinutes(1), false);
		plan("canary", Duration.ofSeconds(10), false);
		plan("deep", null, false);
	}

	/**
	 * A service in which all is well.
	 * @return the engine
	 */
	static StagedEngine healthy() {
		StagedEngine engine = new StagedEngine();
		engine.shop(false);
		return engine;
	}

	/**
	 * A service that has two problems, one of them pressing.
	 * @return the engine
	 */
	static StagedEngine failing() {
		StagedEngine engine = new StagedEngine();
		engine.shop(true);
		return engine;
	}

	/**
	 * A service of which somebody knows that it is slow, and that is moved tonight.
	 * @return the engine
	 */
	static StagedEngine muted() {
		StagedEngine engine = failing();
		engine.mute(Set.of("catalogueIsFast"), Set.of(), "The supplier of the search is slow until noon, OPS-17",
				"ada");
		engine.mute(Set.of(), Set.of("canary"), "Move to the new database", "grace");
		return engine;
	}

	private void mute(Set<String> checks, Set<String> groups, String reason, String author) {
		this.mutes.add(new Mute("m" + this.mutes.size(), checks, groups, false, reason, author,
				this.staged.minus(Duration.ofMinutes(5)), this.staged.plus(Duration.ofHours(2)), !groups.isEmpty()));
		this.checks.replaceAll((id, report) -> checks.contains(id) ? muted(report, this.mutes.get(0)) : report);
	}

	private static CheckReport muted(CheckReport report, Mute mute) {
		return new CheckReport(report.definition(), report.status(), report.rawStatus(), report.stale(),
				report.latest(), report.explanation(), report.since(), report.lastPass(), report.consecutiveFailures(),
				report.running(), report.nextRun(), mute);
	}

	/**
	 * A service with a number of checks, every tenth of which fails.
	 * @param number the number of checks
	 * @return the engine
	 */
	static StagedEngine large(int number) {
		StagedEngine engine = new StagedEngine();
		for (int i = 0; i < number; i++) {
			engine.add(
					definition("check" + i, "Check number " + i).build(), (i % 10 == 0)
							? Finding.fail("custom.broken", "It is broken") : Finding.pass("custom.fine", "It is fine"),
					7);
		}
		return engine;
	}

	/**
	 * A service whose author tries the page.
	 * @param text what stands wherever a text can stand
	 * @param value what is measured
	 * @return the engine
	 */
	static StagedEngine odd(String text, double value) {
		StagedEngine engine = new StagedEngine();
		CheckDefinition definition = definition("odd", text).runBook("javascript:document.title='run-book'").build();
		CheckResult result = CheckResult.of(
				List.of(Finding.fail("custom.odd", text).withValues(text, text).withRemedy(text)),
				List.of(Measurement.of("value", value, "count").withLimit(value / 2)));
		engine.add(definition, result, 7);
		engine.changes.add(new HistoryMark(engine.staged, Kind.CHECK, "odd", Status.PASS, Status.FAIL));
		engine.mute(Set.of(), Set.of("smoke"), text, text);
		return engine;
	}

	private void shop(boolean broken) {
		add(definition("databaseAnswers", "The database answers a query").build(), fine("SELECT 1 was answered"), 3.1);
		add(definition("visitorSeesProducts", "A visitor sees the catalogue").build(), fine("GET /products is 200"),
				18);
		if (broken) {
			add(definition("catalogueIsFast", "The catalogue answers in time")
				.runBook("https://runbooks.example.com/catalogue-slow")
				.build(),
					CheckResult.of(
							List.of(Finding.fail("http.latency", "GET /products?limit=20 is slow")
								.withValues("1,059 ms", "at most 750 ms")
								.withRemedy("Look at the slow queries of the last deploy; "
										+ "an index on products.category was dropped once before")),
							List.of(Measurement.of("latency", 1059, "ms").withLimit(750))),
					1059);
		}
		else {
			add(definition("catalogueIsFast", "The catalogue answers in time").build(), latency(212, 750), 212);
		}
		add(definition("customerSignsIn", "A customer signs in and sees own orders").build(), latency(480, 1000), 480);
		add(definition("wrongPasswordIsRefused", "A wrong password is refused").build(),
				fine("POST /auth/token is 401"), 110);
		add(CheckDefinition.builder("poolShop")
			.title("Pool of the database connections")
			.kind("pool")
			.groups("continuous", "canary")
			.build(),
				CheckResult.of(List.of(Finding.pass("pool.acquire", "Connections are at hand")),
						List.of(Measurement.of("utilisation", 0.42, "ratio").withLimit(0.9))),
				1.2);
		if (broken) {
			add(CheckDefinition.builder("queueMail")
				.title("Mails leave the queue")
				.kind("queue")
				.severity(Severity.DEGRADING)
				.groups("continuous")
				.build(),
					CheckResult.of(
							List.of(Finding.warn("queue.oldest-message", "The oldest message of queue 'mail' waits")
								.withValues("48 s", "at most 30 s")),
							List.of(Measurement.of("oldestMessage", 48, "s").withLimit(30))),
					48);
		}
		else {
			add(CheckDefinition.builder("queueMail")
				.title("Mails leave the queue")
				.kind("queue")
				.groups("continuous")
				.build(),
					CheckResult.of(List.of(Finding.pass("queue.oldest-message", "No message waits long")),
							List.of(Measurement.of("oldestMessage", 3, "s").withLimit(30))),
					3);
		}
		add(definition("securityHeadersAreSent", "Answers carry the security headers").build(), fine("All are there"),
				9);
		if (broken) {
			Instant at = this.staged.minus(Duration.ofMinutes(7));
			this.changes.add(new HistoryMark(at, Kind.GROUP, "continuous", Status.PASS, Status.FAIL));
			this.changes.add(new HistoryMark(at, Kind.CHECK, "catalogueIsFast", Status.PASS, Status.FAIL));
			this.changes.add(new HistoryMark(at.minusSeconds(400), Kind.CHECK, "queueMail", Status.PASS, Status.WARN));
		}
		else {
			this.changes.add(new HistoryMark(this.staged.minus(PAST), Kind.GROUP, "smoke", null, Status.PASS));
		}
		this.changes.add(new HistoryMark(this.staged.minus(PAST), Kind.START, "2.7.1", null, null));
		this.changes.add(new HistoryMark(this.staged.minus(Duration.ofDays(4)), Kind.START, "2.7.0", null, null));
	}

	private static CheckDefinition.Builder definition(String id, String title) {
		return CheckDefinition.builder(id).title(title);
	}

	private static Finding fine(String message) {
		return Finding.pass("http.status", message);
	}

	private static CheckResult latency(double millis, double limit) {
		return CheckResult.of(List.of(Finding.pass("http.latency", "It is fast")),
				List.of(Measurement.of("latency", millis, "ms").withLimit(limit)));
	}

	private void plan(String name, @Nullable Duration interval, boolean runWhenReady) {
		this.plans.add(new GroupPlan(name, interval, Duration.ofMinutes(2), Set.of(), null, 1, 1, runWhenReady));
	}

	private void add(CheckDefinition definition, Finding finding, double millis) {
		add(definition, CheckResult.of(finding), millis);
	}

	private void add(CheckDefinition definition, CheckResult result, double millis) {
		Duration took = Duration.ofNanos((long) (millis * 1e6));
		CompletedRun latest = new CompletedRun(this.staged, took, nanoTime(), result);
		Status status = result.status();
		Duration since = (status == Status.WARN) ? Duration.ofMinutes(13)
				: Duration.ofMinutes((status == Status.PASS) ? MINUTES : 7);
		Instant lastPass = this.staged.minus((status == Status.PASS) ? Duration.ZERO : since.plusMinutes(1));
		this.checks.put(definition.id(),
				new CheckReport(definition, status, status, false, latest,
						(status != Status.PASS) ? result.findings().get(0) : null, this.staged.minus(since), lastPass,
						(status == Status.FAIL) ? 7 : 0, false, null));
		this.histories.put(definition.id(), history(status, since, took));
		measure(definition, result);
	}

	private List<RunRecord> history(Status now, Duration since, Duration took) {
		List<RunRecord> runs = new ArrayList<>();
		for (int minute = 0; minute < MINUTES; minute++) {
			Status status = (minute <= since.toMinutes()) ? now : Status.PASS;
			runs.add(new RunRecord(this.staged.minus(Duration.ofMinutes(minute)), took, status,
					(status == Status.PASS) ? "" : "It was not as expected"));
		}
		return runs;
	}

	private void measure(CheckDefinition definition, CheckResult result) {
		for (int minute = MINUTES; minute >= 0; minute--) {
			List<Measurement> then = new ArrayList<>();
			for (Measurement now : result.measurements()) {
				Double limit = now.limit();
				double level = (limit != null && now.value() > limit && minute > 7) ? limit * 0.4 : now.value();
				double value = level * (1 + 0.08 * Math.sin(minute * 1.7));
				then.add((limit != null) ? Measurement.of(now.name(), value, now.unit()).withLimit(limit)
						: Measurement.of(now.name(), value, now.unit()));
			}
			if (!then.isEmpty()) {
				this.measuredBy.add(definition);
				this.measured.add(new CompletedRun(this.staged, Duration.ZERO, 0, CheckResult.of(List.of(), then)));
			}
		}
	}

	/**
	 * Tell what has happened before.
	 * @param listener who wants to know
	 */
	void tell(EngineListener listener) {
		for (int i = 0; i < this.measured.size(); i++) {
			listener.runCompleted(this.measuredBy.get(i), this.measured.get(i));
		}
	}

	/**
	 * Let something new come out of a check.
	 * @param id the id of the check
	 * @param finding what is found now
	 */
	void change(String id, Finding finding) {
		CheckReport before = check(id).orElseThrow();
		add(before.definition(), finding, 5);
	}

	@Override
	public boolean isRunning() {
		return true;
	}

	@Override
	public Duration silence() {
		return Duration.ZERO;
	}

	@Override
	public List<GroupPlan> groups() {
		return this.plans;
	}

	@Override
	public List<CheckReport> checks() {
		return List.copyOf(this.checks.values());
	}

	@Override
	public Optional<Verdict> verdict(String group) {
		return this.plans.stream().filter((plan) -> plan.name().equals(group)).findFirst().map(this::verdict);
	}

	private Verdict verdict(GroupPlan plan) {
		List<CheckReport> all = checks().stream()
			.filter((report) -> report.definition().groups().contains(plan.name()))
			.toList();
		List<CheckReport> members = all.stream().filter((report) -> report.mute() == null).toList();
		List<String> muted = all.stream().filter((report) -> report.mute() != null).map(CheckReport::id).toList();
		Mute mute = this.mutes.stream().filter((each) -> each.groups().contains(plan.name())).findFirst().orElse(null);
		Status status = members.stream().map(CheckReport::status).reduce(Status::worse).orElse(Status.INCONCLUSIVE);
		Duration since = Duration.ofMinutes((status == Status.PASS) ? MINUTES : 7);
		return new Verdict(plan.name(), status, status, (status == Status.PASS) ? "ok" : "something is not as expected",
				ids(members, Status.FAIL), ids(members, Status.WARN), ids(members, Status.INCONCLUSIVE),
				ids(members, Status.PASS).size(), members.size(), nanoTime() - Duration.ofSeconds(24).toNanos(), null,
				this.staged.minus(since), all, muted, mute);
	}

	private static List<String> ids(List<CheckReport> reports, Status status) {
		return reports.stream().filter((report) -> report.status() == status).map(CheckReport::id).toList();
	}

	@Override
	public Optional<CheckReport> check(String check) {
		return Optional.ofNullable(this.checks.get(check));
	}

	@Override
	public Optional<CheckReport> check(String group, String check) {
		return check(check).filter((report) -> report.definition().groups().contains(group));
	}

	@Override
	public List<RunRecord> history(String check) {
		return this.histories.getOrDefault(check, List.of());
	}

	@Override
	public Optional<CheckHistory> historyOf(String check) {
		List<RunRecord> recent = history(check);
		if (recent.isEmpty()) {
			return Optional.empty();
		}
		List<RunRecord> runs = new ArrayList<>(recent);
		for (int hour = 4; hour < DAYS * 24 && this.checks.size() < 100; hour++) {
			boolean down = hour % 97 < 2;
			if (!down) {
				Status status = (hour == 20 && check.equals("catalogueIsFast")) ? Status.FAIL : Status.PASS;
				runs.add(
						new RunRecord(this.staged.minus(Duration.ofHours(hour)), recent.get(0).duration(), status, ""));
			}
		}
		List<HistoryMark> starts = this.changes.stream().filter((mark) -> mark.kind() == Kind.START).toList();
		return Optional.of(StagedHistory.of(check, runs, null, starts, this.staged));
	}

	@Override
	public List<HistoryMark> marks() {
		return this.changes;
	}

	@Override
	public List<Mute> mutes() {
		return this.mutes;
	}

	@Override
	public CompletableFuture<Verdict> run(String group, Duration minInterval) {
		return CompletableFuture.completedFuture(verdict(group).orElseThrow());
	}

	@Override
	public CompletableFuture<CheckReport> run(String group, String check, Duration minInterval) {
		return CompletableFuture.completedFuture(check(group, check).orElseThrow());
	}

	@Override
	public CompletableFuture<Verdict> conclusive(String group) {
		return new CompletableFuture<>();
	}

	@Override
	public EngineClock clock() {
		return this;
	}

	@Override
	public long nanoTime() {
		return System.nanoTime();
	}

	@Override
	public Clock wallClock() {
		return Clock.systemUTC();
	}

}
