package io.github.selftest.boot.engine;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

import org.junit.jupiter.api.Test;

import io.github.selftest.api.Check;
import io.github.selftest.api.CheckDefinition;
import io.github.selftest.api.CheckProvider;
import io.github.selftest.api.CheckResult;
import io.github.selftest.api.Finding;
import io.github.selftest.api.FindingError;
import io.github.selftest.api.Groups;
import io.github.selftest.api.Measurement;
import io.github.selftest.api.Severity;
import io.github.selftest.api.StateChanged.Subject;
import io.github.selftest.api.Status;

import static io.github.selftest.api.Status.FAIL;
import static io.github.selftest.api.Status.INCONCLUSIVE;
import static io.github.selftest.api.Status.PASS;
import static io.github.selftest.api.Status.WARN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class SelfTestEngineTests {

	private static final Duration SECOND = Duration.ofSeconds(1);

	private static final Duration MINUTE = Duration.ofMinutes(1);

	private final EngineFixture fixture = new EngineFixture();

	@Test
	void isQuietBeforeTheApplicationIsReady() {
		ScriptedCheck check = ScriptedCheck.passing("a");
		SelfTestEngine engine = this.fixture.with(check).build();
		assertThat(engine.isRunning()).isFalse();
		engine.start();
		this.fixture.pass(engine, MINUTE);
		assertThat(engine.isRunning()).isTrue();
		assertThat(engine.run("smoke", Duration.ZERO)).isCompleted();
		assertThat(check.runs).hasValue(0);
		assertThat(engine.verdict("smoke").orElseThrow().reason())
			.isEqualTo("no check of group 'smoke' has run yet: the application is starting");
		assertThat(this.fixture.changes).isEmpty();
	}

	@Test
	void runsSmokeOnceWhenTheApplicationIsReady() {
		ScriptedCheck check = smoke("a", PASS);
		SelfTestEngine engine = this.fixture.with(check).ready();
		this.fixture.pass(engine, MINUTE.multipliedBy(10));
		assertThat(check.runs).hasValue(1);
		assertThat(EngineFixture.status(engine, "smoke")).isEqualTo(PASS);
		assertThat(this.fixture.groupCompletions).extracting(Verdict::group).containsExactly("smoke");
	}

	@Test
	void runsScheduledChecksAboutEveryInterval() {
		ScriptedCheck everyMinute = ScriptedCheck.of(CheckDefinition.builder("a").groups("continuous"), PASS);
		ScriptedCheck everyTenSeconds = ScriptedCheck.of(CheckDefinition.builder("b").groups("canary"), PASS);
		SelfTestEngine engine = this.fixture.with(everyMinute, everyTenSeconds).ready();
		this.fixture.pass(engine, MINUTE.multipliedBy(30));
		assertThat(everyMinute.runs.get()).isBetween(29, 32);
		assertThat(everyTenSeconds.runs.get()).isBetween(165, 195);
	}

	@Test
	void runsNothingByItselfWithoutSchedule() {
		ScriptedCheck check = ScriptedCheck.passing("a");
		SelfTestEngine engine = this.fixture.with(check).withoutSchedule().ready();
		this.fixture.pass(engine, MINUTE.multipliedBy(5));
		assertThat(check.runs).hasValue(0);
		CompletableFuture<Verdict> run = engine.run("continuous", Duration.ZERO);
		this.fixture.settle(engine);
		assertThat(run.join().status()).isEqualTo(PASS);
		this.fixture.pass(engine, MINUTE.multipliedBy(60));
		assertThat(check.runs).hasValue(1);
		assertThat(EngineFixture.status(engine, "continuous")).isEqualTo(PASS);
	}

	@Test
	void readingRunsNothing() {
		ScriptedCheck check = smoke("a", PASS);
		SelfTestEngine engine = this.fixture.with(check).withoutSchedule().ready();
		engine.verdict("smoke");
		engine.check("smoke", "a");
		engine.checks();
		engine.history("a");
		assertThat(engine.conclusive("smoke")).isNotDone();
		this.fixture.settle(engine);
		assertThat(check.runs).hasValue(0);
	}

	@Test
	void joinsARunThatIsUnderWay() {
		ScriptedCheck check = smoke("a", PASS);
		SelfTestEngine engine = this.fixture.with(check).withoutSchedule().ready();
		List<CompletableFuture<?>> runs = new ArrayList<>();
		for (int i = 0; i < 20; i++) {
			runs.add(engine.run("smoke", Duration.ZERO));
			runs.add(engine.run("smoke", "a", Duration.ZERO));
		}
		runs.get(0).cancel(false);
		this.fixture.settle(engine);
		assertThat(check.runs).hasValue(1);
		assertThat(runs).allMatch(CompletableFuture::isDone);
		assertThat(runs.get(2)).isCompletedWithValueMatching((verdict) -> ((Verdict) verdict).status() == PASS);
	}

	@Test
	void callersThatGiveUpAreForgotten() {
		Callers<String> callers = new Callers<>();
		for (int i = 0; i < 1000; i++) {
			callers.add().cancel(false);
		}
		CompletableFuture<String> patient = callers.add();
		assertThat(callers.size()).isOne();
		callers.answer(() -> "answer").run();
		assertThat(patient).isCompletedWithValue("answer");
		assertThat(callers.size()).isZero();
	}

	@Test
	void callersOfACheckAreAnsweredWhenTheEngineStops() {
		SelfTestEngine engine = this.fixture.with(smoke("a", PASS)).withoutSchedule().ready();
		CompletableFuture<CheckReport> caller = engine.run("smoke", "a", Duration.ZERO);
		engine.stop();
		assertThat(caller).isCompletedWithValueMatching((report) -> report.status() == INCONCLUSIVE);
	}

	@Test
	void givesTheAnswerOfTheLastRunAgainWithinTheMinInterval() {
		ScriptedCheck check = smoke("a", PASS);
		SelfTestEngine engine = this.fixture.with(check).withoutSchedule().ready();
		Verdict first = run(engine, "smoke");
		check.become(FAIL);
		this.fixture.clock.advance(Duration.ofSeconds(4));
		assertThat(engine.run("smoke", Duration.ofSeconds(5)).join()).isSameAs(first);
		assertThat(engine.run("smoke", "a", Duration.ofSeconds(5)).join().status()).isEqualTo(PASS);
		assertThat(check.runs).hasValue(1);
		this.fixture.clock.advance(SECOND);
		CompletableFuture<Verdict> second = engine.run("smoke", Duration.ofSeconds(5));
		this.fixture.settle(engine);
		assertThat(second.join().status()).isEqualTo(FAIL);
		assertThat(check.runs).hasValue(2);
	}

	@Test
	void aPassThatIsTooOldIsNoEvidence() {
		ScriptedCheck check = ScriptedCheck.of(CheckDefinition.builder("a").groups("continuous"), PASS);
		SelfTestEngine engine = this.fixture.with(check).ready();
		this.fixture.pass(engine, Duration.ofSeconds(10));
		assertThat(EngineFixture.status(engine, "continuous")).isEqualTo(PASS);
		// nothing runs any more, as nobody ticks
		this.fixture.clock.advance(MINUTE.multipliedBy(4));
		Verdict verdict = engine.verdict("continuous").orElseThrow();
		assertThat(verdict.status()).isEqualTo(INCONCLUSIVE);
		assertThat(verdict.rawStatus()).isEqualTo(INCONCLUSIVE);
		assertThat(verdict.reason()).startsWith("a: The last result of check 'a' is older than");
		assertThat(engine.check("continuous", "a").orElseThrow().stale()).isTrue();
		this.fixture.settle(engine);
		assertThat(EngineFixture.status(engine, "continuous")).isEqualTo(PASS);
	}

	@Test
	void aFailureNeverBecomesMilderByGettingOld() {
		ScriptedCheck check = ScriptedCheck.of(CheckDefinition.builder("a").groups("continuous", "canary"), FAIL);
		SelfTestEngine engine = this.fixture.with(check).ready();
		this.fixture.pass(engine, Duration.ofSeconds(10));
		this.fixture.clock.advance(Duration.ofDays(1));
		assertThat(EngineFixture.status(engine, "continuous")).isEqualTo(FAIL);
		assertThat(EngineFixture.status(engine, "canary")).isEqualTo(FAIL);
	}

	@Test
	void resultsOfOnDemandGroupsDoNotGoStale() {
		ScriptedCheck check = ScriptedCheck.passing("a");
		SelfTestEngine engine = this.fixture.with(check).ready();
		this.fixture.pass(engine, Duration.ofSeconds(10));
		this.fixture.clock.advance(Duration.ofHours(3));
		assertThat(EngineFixture.status(engine, "continuous")).isEqualTo(INCONCLUSIVE);
		Verdict smoke = engine.verdict("smoke").orElseThrow();
		assertThat(smoke.status()).isEqualTo(PASS);
		assertThat(smoke.ageSeconds(this.fixture.clock.nanoTime())).isGreaterThan(10_000);
	}

	@Test
	void aJumpOfTheWallClockNeitherAgesNorRuns() {
		ScriptedCheck check = ScriptedCheck.of(CheckDefinition.builder("a").groups("continuous"), PASS);
		SelfTestEngine engine = this.fixture.with(check).ready();
		this.fixture.pass(engine, Duration.ofSeconds(10));
		int runs = check.runs.get();
		for (Duration jump : List.of(Duration.ofDays(400), Duration.ofDays(-800))) {
			this.fixture.clock.jumpWallClock(jump);
			this.fixture.settle(engine);
			assertThat(EngineFixture.status(engine, "continuous")).isEqualTo(PASS);
			assertThat(check.runs).hasValue(runs);
			assertThat(engine.verdict("continuous").orElseThrow().ageSeconds(this.fixture.clock.nanoTime()))
				.isBetween(0.0, 11.0);
		}
	}

	@Test
	void afterALongPauseEachCheckRunsOnce() {
		ScriptedCheck check = ScriptedCheck.of(CheckDefinition.builder("a").groups("canary"), PASS);
		SelfTestEngine engine = this.fixture.with(check).ready();
		this.fixture.pass(engine, Duration.ofSeconds(10));
		int runs = check.runs.get();
		this.fixture.clock.advance(Duration.ofHours(8));
		this.fixture.settle(engine);
		assertThat(check.runs).hasValue(runs + 1);
	}

	@Test
	void dampsContinuousAndNotSmoke() {
		ScriptedCheck check = ScriptedCheck.passing("a");
		SelfTestEngine engine = this.fixture.with(check).withoutSchedule().ready();
		run(engine, "smoke");
		check.become(FAIL);
		for (Status expected : List.of(PASS, PASS, FAIL)) {
			assertThat(run(engine, "smoke").status()).isEqualTo(FAIL);
			Verdict continuous = engine.verdict("continuous").orElseThrow();
			assertThat(continuous.status()).isEqualTo(expected);
			assertThat(continuous.rawStatus()).isEqualTo(FAIL);
		}
		check.become(PASS);
		assertThat(run(engine, "smoke").status()).isEqualTo(PASS);
		Verdict continuous = engine.verdict("continuous").orElseThrow();
		assertThat(continuous.status()).isEqualTo(FAIL);
		assertThat(continuous.rawStatus()).isEqualTo(PASS);
		assertThat(continuous.reason()).isEqualTo("a: the script says so (observed 500, expected 200)");
		run(engine, "smoke");
		assertThat(EngineFixture.status(engine, "continuous")).isEqualTo(PASS);
	}

	@Test
	void announcesDampedChangesOnce() {
		ScriptedCheck check = ScriptedCheck.passing("a");
		SelfTestEngine engine = this.fixture.with(check).withoutSchedule().ready();
		run(engine, "continuous");
		check.become(FAIL);
		for (int i = 0; i < 5; i++) {
			run(engine, "continuous");
		}
		check.become(PASS);
		for (int i = 0; i < 5; i++) {
			run(engine, "continuous");
		}
		assertThat(this.fixture.changes(Subject.CHECK)).containsExactly("a null -> PASS", "a PASS -> FAIL",
				"a FAIL -> PASS");
		assertThat(this.fixture.changes(Subject.GROUP)).filteredOn((change) -> change.startsWith("continuous"))
			.containsExactly("continuous null -> PASS", "continuous PASS -> FAIL", "continuous FAIL -> PASS");
		assertThat(this.fixture.changes).filteredOn((change) -> change.now() == FAIL)
			.allSatisfy((change) -> assertThat(change.reason())
				.isEqualTo("a: the script says so (observed 500, expected 200)"));
	}

	@Test
	void aRunThatTakesTimeIsNotTakenForAStaleOne() {
		ScriptedCheck check = ScriptedCheck.of(CheckDefinition.builder("a").groups("continuous"), (context) -> {
			this.fixture.clock.advance(Duration.ofMillis(5));
			return ScriptedCheck.result(PASS);
		});
		SelfTestEngine engine = this.fixture.with(check).ready();
		this.fixture.pass(engine, MINUTE.multipliedBy(5));
		assertThat(check.runs.get()).isGreaterThan(3);
		assertThat(this.fixture.changes(Subject.CHECK)).containsExactly("a null -> PASS");
	}

	@Test
	void announcesThatAGroupHasGoneStale() {
		ScriptedCheck check = ScriptedCheck.of(CheckDefinition.builder("a").groups("canary"), PASS);
		SelfTestEngine engine = this.fixture.with(check).ready();
		this.fixture.pass(engine, Duration.ofSeconds(10));
		check.become((context) -> {
			throw new IllegalStateException("never reached, as the workers don't run");
		});
		this.fixture.clock.advance(MINUTE);
		engine.tick();
		engine.tick();
		this.fixture.manualWorkers.runAll();
		assertThat(this.fixture.changes(Subject.GROUP)).contains("canary PASS -> INCONCLUSIVE");
	}

	@Test
	void aCheckThatKeepsFailingBacksOffAndRecovers() {
		ScriptedCheck check = ScriptedCheck.of(CheckDefinition.builder("a").groups("canary"), FAIL);
		SelfTestEngine engine = this.fixture.with(check).ready();
		this.fixture.pass(engine, MINUTE.multipliedBy(20));
		assertThat(check.runs.get()).isBetween(25, 40);
		assertThat(EngineFixture.status(engine, "canary")).isEqualTo(FAIL);
		check.become(PASS);
		this.fixture.pass(engine, MINUTE.multipliedBy(2));
		assertThat(EngineFixture.status(engine, "canary")).isEqualTo(PASS);
		int runs = check.runs.get();
		this.fixture.pass(engine, MINUTE.multipliedBy(10));
		assertThat(check.runs.get() - runs).isBetween(50, 70);
	}

	@Test
	void runsAfterItsPrerequisites() {
		List<String> order = new ArrayList<>();
		ScriptedCheck orders = ScriptedCheck.of(CheckDefinition.builder("orders").groups("smoke").after("database"),
				(context) -> {
					order.add("orders");
					return ScriptedCheck.result(PASS);
				});
		ScriptedCheck database = ScriptedCheck.of(CheckDefinition.builder("database").groups("smoke"), (context) -> {
			order.add("database");
			return ScriptedCheck.result(PASS);
		});
		SelfTestEngine engine = this.fixture.with(orders, database).withoutSchedule().ready();
		assertThat(run(engine, "smoke").status()).isEqualTo(PASS);
		assertThat(order).containsExactly("database", "orders");
	}

	@Test
	void isSkippedWhenItsPrerequisiteFails() {
		ScriptedCheck database = smoke("database", FAIL);
		ScriptedCheck orders = ScriptedCheck.of(CheckDefinition.builder("orders").groups("smoke").after("database"),
				PASS);
		SelfTestEngine engine = this.fixture.with(orders, database).withoutSchedule().ready();
		Verdict verdict = run(engine, "smoke");
		assertThat(orders.runs).hasValue(0);
		assertThat(verdict.status()).isEqualTo(FAIL);
		assertThat(verdict.failed()).containsExactly("database");
		assertThat(verdict.inconclusive()).containsExactly("orders");
		assertThat(codes(engine, "smoke", "orders")).containsExactly("engine.skipped");
		database.become(PASS);
		assertThat(run(engine, "smoke").status()).isEqualTo(PASS);
		assertThat(orders.runs).hasValue(1);
	}

	@Test
	void isSkippedWhenItsPrerequisiteIsUnknownButNotWhenItIsDisabled() {
		ScriptedCheck typo = ScriptedCheck.of(CheckDefinition.builder("typo").groups("smoke").after("nobody"), PASS);
		ScriptedCheck silenced = ScriptedCheck.of(CheckDefinition.builder("silenced").groups("smoke").after("off"),
				PASS);
		SelfTestEngine engine = this.fixture.with(typo, silenced, smoke("off", FAIL))
			.with("off", new CheckTuning(false, null, null, null, null, null))
			.withoutSchedule()
			.ready();
		run(engine, "smoke");
		assertThat(codes(engine, "smoke", "typo")).containsExactly("engine.skipped");
		assertThat(engine.check("smoke", "silenced").orElseThrow().status()).isEqualTo(PASS);
		assertThat(engine.check("smoke", "off")).isEmpty();
	}

	@Test
	void aFailureStaysWhenTheNextRunNeverStarts() {
		ScriptedCheck check = ScriptedCheck.of(CheckDefinition.builder("a").groups("deep"), FAIL);
		ScriptedCheck other = ScriptedCheck.of(CheckDefinition.builder("b").groups("deep"), PASS);
		SelfTestEngine engine = this.fixture.with(check, other).withoutSchedule().ready();
		run(engine, "deep");
		CompletableFuture<Verdict> starving = engine.run("deep", Duration.ZERO);
		this.fixture.clock.advance(Duration.ofMinutes(3));
		engine.tick();
		assertThat(starving).isDone();
		assertThat(engine.check("deep", "a").orElseThrow().status()).isEqualTo(FAIL);
		assertThat(engine.check("deep", "b").orElseThrow().status()).isEqualTo(INCONCLUSIVE);
		assertThat(codes(engine, "deep", "b")).containsExactly("engine.not-run");
		assertThat(engine.history("a")).extracting(RunRecord::status).containsExactly(INCONCLUSIVE, FAIL);
	}

	@Test
	void recordedFindingsAndMeasurementsJoinTheResult() {
		Finding recorded = Finding.warn("custom.odd", "odd");
		ScriptedCheck check = ScriptedCheck.of(CheckDefinition.builder("a").groups("smoke"), (context) -> {
			context.record(recorded);
			context.record(Measurement.of("size", 3, "count"));
			return context.result();
		});
		SelfTestEngine engine = this.fixture.with(check).withoutSchedule().ready();
		assertThat(run(engine, "smoke").status()).isEqualTo(WARN);
		CheckResult result = result(engine, "smoke", "a");
		assertThat(result.findings()).containsExactly(recorded);
		assertThat(result.measurements()).hasSize(1);
	}

	@Test
	void whatWasRecordedIsKeptWhenTheRunThrows() {
		ScriptedCheck check = ScriptedCheck.of(CheckDefinition.builder("a").groups("smoke"), (context) -> {
			context.record(Finding.pass("custom.step", "first step"));
			throw new FindingError(Finding.inconclusive("custom.unsure", "second step"));
		});
		SelfTestEngine engine = this.fixture.with(check).withoutSchedule().ready();
		assertThat(run(engine, "smoke").status()).isEqualTo(INCONCLUSIVE);
		assertThat(codes(engine, "smoke", "a")).containsExactly("custom.step", "custom.unsure");
	}

	@Test
	void recordingNothingIsNoEvidence() {
		ScriptedCheck check = ScriptedCheck.of(CheckDefinition.builder("a").groups("smoke"),
				(context) -> context.result());
		SelfTestEngine engine = this.fixture.with(check).withoutSchedule().ready();
		assertThat(run(engine, "smoke").status()).isEqualTo(INCONCLUSIVE);
	}

	@Test
	void givesARunThePreviousResultAndTheTimeLeft() {
		List<Object> seen = new ArrayList<>();
		ScriptedCheck check = ScriptedCheck
			.of(CheckDefinition.builder("a").groups("smoke").deadline(Duration.ofSeconds(7)), (context) -> {
				CheckResult previous = context.previous();
				seen.add((previous != null) ? previous.status() : "none");
				seen.add(context.remaining());
				seen.add(context.clock().instant());
				return ScriptedCheck.result(WARN);
			});
		SelfTestEngine engine = this.fixture.with(check).withoutSchedule().ready();
		run(engine, "smoke");
		run(engine, "smoke");
		assertThat(seen).containsExactly("none", Duration.ofSeconds(7), this.fixture.clock.wallClock().instant(), WARN,
				Duration.ofSeconds(7), this.fixture.clock.wallClock().instant());
	}

	@Test
	void cleansUpInReverseOrderAlsoWhenTheRunThrows() {
		List<String> cleaned = new ArrayList<>();
		ScriptedCheck check = ScriptedCheck.of(CheckDefinition.builder("a").groups("smoke"), (context) -> {
			context.onCleanup(() -> cleaned.add("first"));
			context.onCleanup(() -> {
				throw new IllegalStateException("secret");
			});
			context.onCleanup(() -> cleaned.add("third"));
			throw new FindingError(Finding.warn("custom.odd", "odd"));
		});
		SelfTestEngine engine = this.fixture.with(check).withoutSchedule().ready();
		assertThat(run(engine, "smoke").status()).isEqualTo(FAIL);
		assertThat(cleaned).containsExactly("third", "first");
		assertThat(codes(engine, "smoke", "a")).containsExactlyInAnyOrder("custom.odd", "engine.threw");
		assertThat(result(engine, "smoke", "a").toString()).doesNotContain("secret");
	}

	@Test
	void waitersAreAnsweredWhenTheVerdictIsConclusive() {
		ScriptedCheck check = smoke("a", INCONCLUSIVE);
		SelfTestEngine engine = this.fixture.with(check).withoutSchedule().ready();
		CompletableFuture<Verdict> waiter = engine.conclusive("smoke");
		run(engine, "smoke");
		assertThat(waiter).isNotDone();
		check.become(FAIL);
		run(engine, "smoke");
		assertThat(waiter).isCompletedWithValueMatching((verdict) -> verdict.status() == FAIL);
		assertThat(engine.conclusive("smoke")).isCompleted();
	}

	@Test
	void theVerdictIsTheSameInstanceUntilSomethingChanges() {
		ScriptedCheck check = smoke("a", PASS);
		SelfTestEngine engine = this.fixture.with(check).withoutSchedule().ready();
		run(engine, "smoke");
		this.fixture.settle(engine);
		Verdict before = engine.verdict("smoke").orElseThrow();
		this.fixture.pass(engine, MINUTE);
		assertThat(engine.verdict("smoke")).containsSame(before);
		Verdict after = run(engine, "smoke");
		assertThat(after).isNotSameAs(before);
		assertThat(after.since()).isEqualTo(before.since());
	}

	@Test
	void asksProvidersBeforeTheFirstRunAndThenEveryMinute() {
		List<Check> provided = new ArrayList<>(List.of(smoke("a", PASS)));
		CheckProvider provider = () -> provided;
		SelfTestEngine engine = this.fixture.with(provider).ready();
		this.fixture.pass(engine, SECOND);
		assertThat(EngineFixture.status(engine, "smoke")).isEqualTo(PASS);
		provided.clear();
		provided.add(ScriptedCheck.of(CheckDefinition.builder("b").groups("canary"), FAIL));
		this.fixture.pass(engine, MINUTE.plus(Duration.ofSeconds(10)));
		assertThat(engine.checks()).extracting(CheckReport::id).containsExactly("b");
		assertThat(EngineFixture.status(engine, "canary")).isEqualTo(FAIL);
		assertThat(EngineFixture.status(engine, "smoke")).isEqualTo(INCONCLUSIVE);
	}

	@Test
	void aProviderThatThrowsKeepsItsChecks() {
		List<Integer> calls = new ArrayList<>();
		CheckProvider provider = () -> {
			calls.add(1);
			if (calls.size() > 1) {
				throw new LinkageError("gone");
			}
			return List.of(smoke("a", PASS));
		};
		SelfTestEngine engine = this.fixture.with(provider).ready();
		this.fixture.pass(engine, MINUTE.multipliedBy(3));
		assertThat(calls).hasSizeGreaterThan(2);
		assertThat(EngineFixture.status(engine, "smoke")).isEqualTo(PASS);
	}

	@Test
	void stopsAndStartsAgainWithWhatItKnew() {
		ScriptedCheck check = smoke("a", PASS);
		SelfTestEngine engine = this.fixture.with(check).ready();
		this.fixture.settle(engine);
		CompletableFuture<Verdict> waiter = engine.conclusive("deep");
		CompletableFuture<Verdict> run = engine.run("smoke", Duration.ZERO);
		engine.stop();
		assertThat(engine.isRunning()).isFalse();
		assertThat(waiter).isDone();
		assertThat(run).isDone();
		assertThat(EngineFixture.status(engine, "smoke")).isEqualTo(PASS);
		engine.start();
		this.fixture.settle(engine);
		assertThat(check.runs).hasValue(2);
		assertThat(run(engine, "smoke").status()).isEqualTo(PASS);
		engine.stop();
		engine.stop();
	}

	@Test
	void groupsOfTheUserHaveTheirOwnRules() {
		GroupPlan tolerant = new GroupPlan("tolerant", null, MINUTE, Set.of("a", "b"), 0.5, 1, 1, false);
		SelfTestEngine engine = this.fixture.with(tolerant)
			.with(smoke("a", PASS), smoke("b", FAIL))
			.withoutSchedule()
			.ready();
		assertThat(run(engine, "tolerant").status()).isEqualTo(PASS);
		assertThat(run(engine, "smoke").status()).isEqualTo(FAIL);
	}

	@Test
	void aGroupThatOverrunsItsDeadlineEndsItsRuns() {
		GroupPlan hurried = new GroupPlan("hurried", null, SECOND, Set.of("a", "b"), null, 1, 1, false);
		ScriptedCheck slow = ScriptedCheck.of(CheckDefinition.builder("a").groups("deep"), (context) -> {
			assertThat(context.remaining()).isEqualTo(SECOND);
			this.fixture.clock.advance(Duration.ofSeconds(2));
			return ScriptedCheck.result(PASS);
		});
		ScriptedCheck late = ScriptedCheck.of(CheckDefinition.builder("b").groups("deep").severity(Severity.DEGRADING),
				PASS);
		SelfTestEngine engine = this.fixture.with(hurried).with(slow, late).withoutSchedule().ready();
		CompletableFuture<Verdict> run = engine.run("hurried", Duration.ZERO);
		this.fixture.clock.advance(Duration.ofMillis(1));
		engine.tick();
		assertThat(run).isNotDone();
		this.fixture.clock.advance(SECOND);
		engine.tick();
		assertThat(run).isDone();
		assertThat(codes(engine, "hurried", "a")).containsExactly("engine.not-run");
	}

	@Test
	void refusesWhatItDoesNotKnow() {
		SelfTestEngine engine = this.fixture.with(smoke("a", PASS)).ready();
		assertThat(engine.verdict("nope")).isEmpty();
		assertThat(engine.check("nope", "a")).isEmpty();
		assertThat(engine.check("smoke", "nope")).isEmpty();
		assertThat(engine.check("deep", "a")).isEmpty();
		assertThat(engine.history("nope")).isEmpty();
		assertThatIllegalArgumentException().isThrownBy(() -> engine.run("nope", Duration.ZERO))
			.withMessage("'nope' is no group; there are [smoke, continuous, canary, deep]");
		assertThatIllegalArgumentException().isThrownBy(() -> engine.run("deep", "a", Duration.ZERO));
	}

	@Test
	void failsToStartWithAPlanThatDoesNotFit() {
		SelfTestEngine engine = this.fixture.with(smoke("a", PASS), smoke("a", PASS)).build();
		assertThatExceptionOfType(InvalidPlanException.class).isThrownBy(engine::start);
		assertThat(engine.isRunning()).isFalse();
	}

	private Verdict run(SelfTestEngine engine, String group) {
		CompletableFuture<Verdict> run = engine.run(group, Duration.ZERO);
		this.fixture.settle(engine);
		return run.join();
	}

	private static ScriptedCheck smoke(String id, Status status) {
		return ScriptedCheck.of(CheckDefinition.builder(id).groups(Groups.SMOKE), status);
	}

	private static CheckResult result(SelfTestEngine engine, String group, String check) {
		CompletedRun latest = engine.check(group, check).orElseThrow().latest();
		assertThat(latest).isNotNull();
		return latest.result();
	}

	private static List<String> codes(SelfTestEngine engine, String group, String check) {
		return result(engine, group, check).findings().stream().map(Finding::code).toList();
	}

}
