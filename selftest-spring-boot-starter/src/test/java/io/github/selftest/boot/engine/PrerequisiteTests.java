package io.github.selftest.boot.engine;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import io.github.selftest.api.Check;
import io.github.selftest.api.CheckDefinition;
import io.github.selftest.api.CheckProvider;
import io.github.selftest.api.Severity;
import io.github.selftest.api.StateChanged.Subject;
import io.github.selftest.api.Status;

import static io.github.selftest.api.Status.FAIL;
import static io.github.selftest.api.Status.INCONCLUSIVE;
import static io.github.selftest.api.Status.PASS;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * Checks that wait for others.
 */
@Timeout(60)
@SuppressWarnings("FutureReturnValueIgnored")
class PrerequisiteTests {

	private final EngineFixture fixture = new EngineFixture();

	@Test
	void aLongChainOfSkippedChecksIsJudgedAtOnce() {
		this.fixture.with(named("c0", FAIL));
		for (int i = 1; i < 1000; i++) {
			this.fixture.with(after("c" + i, "c" + (i - 1)));
		}
		Verdict verdict = run(this.fixture.withoutSchedule().ready(), "smoke");
		assertThat(verdict.status()).isEqualTo(FAIL);
		assertThat(verdict.counting()).isOne();
		assertThat(verdict.inconclusive()).hasSize(999);
	}

	@Test
	void aLongChainOfPassingChecksRunsToItsEnd() {
		this.fixture.with(named("c0", PASS));
		for (int i = 1; i < 1000; i++) {
			this.fixture.with(after("c" + i, "c" + (i - 1)));
		}
		Verdict verdict = run(this.fixture.withoutSchedule().ready(), "smoke");
		assertThat(verdict.status()).isEqualTo(PASS);
		assertThat(verdict.counting()).isEqualTo(1000);
	}

	@Test
	void manyWaysToTheSamePrerequisiteAreFollowedOnce() {
		this.fixture.with(named("a0", FAIL), named("b0", FAIL));
		for (int i = 1; i < 40; i++) {
			this.fixture.with(informative("a" + i, "a" + (i - 1), "b" + (i - 1)));
			this.fixture.with(informative("b" + i, "a" + (i - 1), "b" + (i - 1)));
		}
		this.fixture.with(after("last", "a39"));
		Verdict verdict = run(this.fixture.withoutSchedule().ready(), "smoke");
		assertThat(verdict.failed()).containsExactly("a0", "b0");
		assertThat(verdict.counting()).isEqualTo(2);
	}

	@Test
	void thousandsThatWaitForOneRunAfterIt() {
		List<ScriptedCheck> waiting = new ArrayList<>();
		for (int i = 0; i < 3000; i++) {
			waiting.add(after("c" + i, "first"));
		}
		waiting.forEach(this.fixture::with);
		SelfTestEngine engine = this.fixture.with(named("first", PASS)).withoutSchedule().ready();
		assertThat(run(engine, "smoke").counting()).isEqualTo(3001);
		assertThat(waiting).allMatch((check) -> check.runs.get() == 1);
	}

	@Test
	void aFailureThatDampingHidesDoesNotShowThroughWhatIsSkippedForIt() {
		ScriptedCheck database = check("database", PASS, "continuous");
		ScriptedCheck orders = ScriptedCheck
			.of(CheckDefinition.builder("orders").groups("continuous").after("database"), PASS);
		SelfTestEngine engine = this.fixture.with(database, orders).withoutSchedule().ready();
		assertThat(run(engine, "continuous").status()).isEqualTo(PASS);
		database.become(FAIL);
		Verdict verdict = run(engine, "continuous");
		assertThat(verdict.rawStatus()).isEqualTo(FAIL);
		assertThat(verdict.inconclusive()).containsExactly("orders");
		assertThat(verdict.status()).isEqualTo(PASS);
		run(engine, "continuous");
		assertThat(run(engine, "continuous").status()).isEqualTo(FAIL);
	}

	@Test
	void oneFailureOfAPrerequisiteIsNoNews() {
		ScriptedCheck database = check("database", PASS, "continuous");
		ScriptedCheck orders = ScriptedCheck
			.of(CheckDefinition.builder("orders").groups("continuous").after("database"), PASS);
		SelfTestEngine engine = this.fixture.with(database, orders).ready();
		this.fixture.pass(engine, Duration.ofMinutes(3));
		int runs = database.runs.get();
		database.become((context) -> {
			database.become(PASS);
			return ScriptedCheck.result(FAIL);
		});
		this.fixture.pass(engine, Duration.ofMinutes(5));
		assertThat(database.runs.get() - runs).isGreaterThan(3);
		assertThat(this.fixture.changes(Subject.GROUP)).containsExactly("continuous null -> PASS");
		assertThat(this.fixture.changes(Subject.CHECK)).containsExactlyInAnyOrder("database null -> PASS",
				"orders null -> PASS");
	}

	@Test
	void whatWasSkippedRunsAsSoonAsItsPrerequisitePasses() {
		ScriptedCheck database = ScriptedCheck
			.of(CheckDefinition.builder("database").groups("continuous").interval(Duration.ofSeconds(10)), FAIL);
		ScriptedCheck orders = ScriptedCheck.of(
				CheckDefinition.builder("orders").groups("continuous").interval(Duration.ofHours(1)).after("database"),
				PASS);
		SelfTestEngine engine = this.fixture.with(database, orders).ready();
		this.fixture.pass(engine, Duration.ofMinutes(1));
		assertThat(orders.runs).hasValue(0);
		database.become(PASS);
		this.fixture.pass(engine, Duration.ofMinutes(2));
		assertThat(orders.runs).hasValue(1);
		assertThat(EngineFixture.status(engine, "continuous")).isEqualTo(PASS);
	}

	@Test
	void doesNotWaitLongerThanTheGroupHasTime() {
		GroupPlan hurried = new GroupPlan("hurried", null, Duration.ofSeconds(2), Set.of(), null, 1, 1, false);
		ScriptedCheck slow = ScriptedCheck.of(CheckDefinition.builder("slow").groups("deep"), PASS);
		ScriptedCheck last = ScriptedCheck.of(CheckDefinition.builder("last").groups("hurried").after("slow"), PASS);
		SelfTestEngine engine = this.fixture.with(hurried).with(slow, last).withoutSchedule().ready();
		engine.run("deep", "slow", Duration.ZERO);
		CompletableFuture<Verdict> run = engine.run("hurried", Duration.ZERO);
		this.fixture.clock.advance(Duration.ofSeconds(2));
		engine.tick();
		assertThat(run).isCompletedWithValueMatching((verdict) -> verdict.status() == INCONCLUSIVE);
		assertThat(run.join().reason()).isEqualTo("last: Check 'last' was not run: its prerequisites took too long");
	}

	@Test
	void aGroupThatJoinsALongerRunEndsAtItsDeadline() {
		GroupPlan hurried = new GroupPlan("hurried", null, Duration.ofSeconds(2), Set.of(), null, 1, 1, false);
		ScriptedCheck slow = ScriptedCheck.of(CheckDefinition.builder("slow").groups("hurried", "deep"), PASS);
		SelfTestEngine engine = this.fixture.with(hurried).with(slow).withoutSchedule().ready();
		CompletableFuture<Verdict> patient = engine.run("deep", Duration.ZERO);
		CompletableFuture<Verdict> run = engine.run("hurried", Duration.ZERO);
		this.fixture.clock.advance(Duration.ofSeconds(2));
		engine.tick();
		assertThat(run).isDone();
		assertThat(patient).isNotDone();
		this.fixture.settle(engine);
		assertThat(patient).isCompletedWithValueMatching((verdict) -> verdict.status() == PASS);
		assertThat(EngineFixture.status(engine, "hurried")).isEqualTo(PASS);
	}

	@Test
	void aPrerequisiteThatLeavesWhileAnotherWaitsForItIsUnknown() {
		List<Check> provided = new ArrayList<>(List.of(check("database", PASS, "deep")));
		CheckProvider provider = () -> provided;
		ScriptedCheck orders = ScriptedCheck.of(CheckDefinition.builder("orders").groups("deep").after("database"),
				PASS);
		SelfTestEngine engine = this.fixture.with(orders).with(provider).withoutSchedule().ready();
		this.fixture.settle(engine);
		provided.clear();
		this.fixture.clock.advance(Duration.ofMinutes(1));
		CompletableFuture<Verdict> run = engine.run("deep", Duration.ZERO);
		engine.tick();
		this.fixture.manualWorkers.runLast();
		assertThat(engine.checks()).extracting(CheckReport::id).containsExactly("orders");
		this.fixture.settle(engine);
		assertThat(run).isCompletedWithValueMatching((verdict) -> verdict.status() == INCONCLUSIVE);
		assertThat(run.join().reason()).contains("there is no check 'database'");
	}

	private Verdict run(SelfTestEngine engine, String group) {
		CompletableFuture<Verdict> run = engine.run(group, Duration.ZERO);
		this.fixture.settle(engine);
		return run.join();
	}

	private static ScriptedCheck named(String id, Status status) {
		return check(id, status, "smoke");
	}

	private static ScriptedCheck check(String id, Status status, String group) {
		return ScriptedCheck.of(CheckDefinition.builder(id).groups(group), status);
	}

	private static ScriptedCheck after(String id, String prerequisite) {
		return ScriptedCheck.of(CheckDefinition.builder(id).groups("smoke").after(prerequisite), PASS);
	}

	private static ScriptedCheck informative(String id, String... prerequisites) {
		return ScriptedCheck
			.of(CheckDefinition.builder(id).groups("smoke").severity(Severity.INFO).after(prerequisites), PASS);
	}

}
