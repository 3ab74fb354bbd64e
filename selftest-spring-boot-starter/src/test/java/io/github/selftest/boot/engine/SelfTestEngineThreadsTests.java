package io.github.selftest.boot.engine;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import io.github.selftest.api.CheckDefinition;
import io.github.selftest.api.CheckResult;
import io.github.selftest.api.Finding;
import io.github.selftest.api.Groups;
import io.github.selftest.api.Status;
import io.github.selftest.boot.OwnThreads;

import static io.github.selftest.api.Status.FAIL;
import static io.github.selftest.api.Status.INCONCLUSIVE;
import static io.github.selftest.api.Status.PASS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * The engine on its real threads. The clock is turned by the tests, but for one that
 * shows that time passes by itself.
 */
@Timeout(60)
@SuppressWarnings("FutureReturnValueIgnored")
class SelfTestEngineThreadsTests {

	private static final Duration DEADLINE = Duration.ofSeconds(5);

	private final OwnThreads threads = OwnThreads.fromNow();

	private final EngineFixture fixture = new EngineFixture().withRealThreads().withoutSchedule();

	private final CountDownLatch release = new CountDownLatch(1);

	private final List<SelfTestEngine> engines = new ArrayList<>();

	@AfterEach
	void endAll() {
		this.release.countDown();
		this.engines.forEach(SelfTestEngine::stop);
	}

	static List<Throwable> throwables() {
		return List.of(new Exception("secret"), new IllegalStateException("secret"), new InterruptedException("secret"),
				new OutOfMemoryError("secret"), new StackOverflowError("secret"), new InternalError("secret"),
				new Error("secret"), new Throwable("secret"), new AssertionError());
	}

	@ParameterizedTest
	@MethodSource("throwables")
	void whateverAUsersCheckThrowsFailsIt(Throwable throwable) {
		SelfTestEngine engine = ready(check("a", (context) -> sneak(throwable)), check("b", passing()));
		assertThat(run(engine, "a").status()).isEqualTo(FAIL);
		assertThat(codes(engine, "a")).containsExactly("engine.threw");
		assertThat(finding(engine, "a").message()).contains(throwable.getClass().getName()).doesNotContain("secret");
		assertThat(run(engine, "b").status()).isEqualTo(PASS);
	}

	@Test
	void theMessageOfAnAssertionIsTheFinding() {
		SelfTestEngine engine = ready(check("a", (context) -> {
			assertThat(3).as("number of products").isEqualTo(4);
			return CheckResult.of(Finding.pass("custom.never", "never"));
		}));
		run(engine, "a");
		assertThat(finding(engine, "a").message()).isEqualTo("[number of products] expected: 4 but was: 3");
	}

	@Test
	void aLinkageErrorIsNoStatementAboutTheService() {
		SelfTestEngine engine = ready(check("a", (context) -> sneak(new NoClassDefFoundError("secret"))));
		assertThat(run(engine, "a").status()).isEqualTo(INCONCLUSIVE);
		assertThat(codes(engine, "a")).containsExactly("engine.check-error");
	}

	@Test
	void aBugOfOursIsNoStatementAboutTheService() {
		this.fixture.withBuiltIn(check("a", (context) -> sneak(new IllegalStateException("secret"))));
		SelfTestEngine engine = ready();
		assertThat(run(engine, "a").status()).isEqualTo(INCONCLUSIVE);
		assertThat(codes(engine, "a")).containsExactly("engine.check-error");
	}

	@Test
	void aCheckThatReturnsNullFails() {
		SelfTestEngine engine = ready(check("a", (context) -> null));
		assertThat(run(engine, "a").status()).isEqualTo(FAIL);
		assertThat(finding(engine, "a").message()).isEqualTo("Check 'a' returned null");
	}

	@Test
	void aRunThatOverrunsIsInterruptedAndCleansUp() throws Exception {
		List<String> cleaned = new ArrayList<>();
		CountDownLatch cleanedUp = new CountDownLatch(2);
		CountDownLatch started = new CountDownLatch(1);
		SelfTestEngine engine = ready(check("a", (context) -> {
			context.record(Finding.pass("custom.step", "the first step was done"));
			context.onCleanup(cleanedUp::countDown);
			context.onCleanup(() -> {
				cleaned.add("interrupted: " + Thread.currentThread().isInterrupted());
				cleanedUp.countDown();
			});
			started.countDown();
			this.release.await();
			return ScriptedCheck.result(PASS);
		}));
		CompletableFuture<CheckReport> run = engine.run("smoke", "a", Duration.ZERO);
		assertThat(started.await(10, TimeUnit.SECONDS)).isTrue();
		this.fixture.clock.advance(DEADLINE);
		engine.tick();
		assertThat(run.get(10, TimeUnit.SECONDS).status()).isEqualTo(FAIL);
		assertThat(codes(engine, "a")).containsExactly("custom.step", "engine.timed-out");
		assertThat(finding(engine, "a").observed()).isEqualTo("more than 5.000 s");
		assertThat(cleanedUp.await(10, TimeUnit.SECONDS)).isTrue();
		assertThat(cleaned).containsExactly("interrupted: false");
		await().until(() -> !engine.check("smoke", "a").orElseThrow().running());
		assertThat(codes(engine, "a")).containsExactly("custom.step", "engine.timed-out");
	}

	@Test
	void aRunThatIgnoresItsInterruptIsStuckAndNotStartedAgain() throws Exception {
		CountDownLatch cleanedUp = new CountDownLatch(1);
		AtomicInteger starts = new AtomicInteger();
		ScriptedCheck check = check("a", (context) -> {
			context.onCleanup(cleanedUp::countDown);
			starts.incrementAndGet();
			ignoreInterruptsUntilReleased();
			return ScriptedCheck.result(PASS);
		});
		SelfTestEngine engine = ready(check);
		CompletableFuture<CheckReport> run = engine.run("smoke", "a", Duration.ZERO);
		await().until(() -> starts.get() == 1);
		overrun(engine);
		assertThat(run.get(10, TimeUnit.SECONDS).status()).isEqualTo(FAIL);
		overrun(engine);
		assertThat(codes(engine, "a")).containsExactly("engine.stuck");
		assertThat(cleanedUp.await(10, TimeUnit.SECONDS)).isTrue();
		assertThat(engine.run("smoke", "a", Duration.ZERO).get(10, TimeUnit.SECONDS).status()).isEqualTo(FAIL);
		assertThat(starts).hasValue(1);
		this.release.countDown();
		await().until(() -> !engine.check("smoke", "a").orElseThrow().running());
		assertThat(codes(engine, "a")).containsExactly("engine.stuck");
		check.become(PASS);
		assertThat(run(engine, "a").status()).isEqualTo(PASS);
	}

	@Test
	void stuckChecksDelayNoOtherUntilTheEngineSaysThatItIsStarved() throws Exception {
		AtomicInteger started = new AtomicInteger();
		int most = PooledWorkers.THREADS + PooledWorkers.ASIDE;
		IntStream.range(0, most).forEach((i) -> this.fixture.with(check("stuck" + i, (context) -> {
			started.incrementAndGet();
			ignoreInterruptsUntilReleased();
			return ScriptedCheck.result(PASS);
		})));
		SelfTestEngine engine = ready(check("quick", passing()), check("late", passing()));
		for (int i = 0; i < most; i++) {
			engine.run("smoke", "stuck" + i, Duration.ZERO);
			int expected = i + 1;
			await().until(() -> {
				engine.tick();
				return started.get() == expected;
			});
			if (i < most - 1) {
				this.fixture.clock.advance(PooledWorkers.PATIENCE);
				engine.tick();
				assertThat(run(engine, "quick").status()).as("with %d stuck checks", i + 1).isEqualTo(PASS);
			}
		}
		overrun(engine);
		overrun(engine);
		CompletableFuture<CheckReport> late = engine.run("smoke", "late", Duration.ZERO);
		await().until(() -> {
			engine.tick();
			return late.isDone();
		});
		assertThat(codes(engine, "late")).containsExactly("engine.starved");
		assertThat(this.threads.names()).hasSizeLessThanOrEqualTo(most);
		this.release.countDown();
		await().until(() -> engine.checks().stream().noneMatch(CheckReport::running));
		assertThat(run(engine, "late").status()).isEqualTo(PASS);
	}

	@Test
	void answersAThousandReadersWhileEveryCheckHangs() throws Exception {
		CountDownLatch hanging = new CountDownLatch(PooledWorkers.THREADS);
		IntStream.range(0, 50).forEach((i) -> this.fixture.with(check("hangs" + i, (context) -> {
			hanging.countDown();
			this.release.await();
			return ScriptedCheck.result(PASS);
		})));
		SelfTestEngine engine = ready();
		CompletableFuture<Verdict> run = engine.run("smoke", Duration.ZERO);
		assertThat(hanging.await(10, TimeUnit.SECONDS)).isTrue();
		for (int i = 0; i < 1000; i++) {
			assertThat(engine.verdict("smoke").orElseThrow().status()).isEqualTo(INCONCLUSIVE);
		}
		assertThat(this.threads.names()).hasSizeLessThanOrEqualTo(PooledWorkers.THREADS + PooledWorkers.ASIDE);
		assertThat(run).isNotDone();
	}

	@Test
	void twentyCallersAtTheSameTimeMakeOneRun() throws Exception {
		ScriptedCheck check = check("a", (context) -> {
			this.release.await();
			return ScriptedCheck.result(PASS);
		});
		SelfTestEngine engine = ready(check);
		List<CompletableFuture<CompletableFuture<Verdict>>> callers = IntStream.range(0, 20)
			.mapToObj((i) -> CompletableFuture.supplyAsync(() -> engine.run("smoke", Duration.ZERO)))
			.toList();
		for (CompletableFuture<CompletableFuture<Verdict>> caller : callers) {
			assertThat(caller.get(10, TimeUnit.SECONDS)).isNotDone();
		}
		this.release.countDown();
		for (CompletableFuture<CompletableFuture<Verdict>> caller : callers) {
			assertThat(caller.join().get(10, TimeUnit.SECONDS).status()).isEqualTo(PASS);
		}
		assertThat(check.runs).hasValue(1);
	}

	@Test
	void runsAThousandChecks() throws Exception {
		List<ScriptedCheck> checks = IntStream.range(0, 1000).mapToObj((i) -> check("c" + i, passing())).toList();
		checks.forEach(this.fixture::with);
		SelfTestEngine engine = ready();
		Verdict verdict = engine.run("smoke", Duration.ZERO).get(30, TimeUnit.SECONDS);
		assertThat(verdict.status()).isEqualTo(PASS);
		assertThat(verdict.counting()).isEqualTo(1000);
		assertThat(checks).allMatch((check) -> check.runs.get() == 1);
		assertThat(this.threads.names()).hasSizeLessThanOrEqualTo(PooledWorkers.THREADS);
	}

	@Test
	void aCheckThatCollectsGarbageInALoopEndsAtItsDeadline() throws Exception {
		CountDownLatch started = new CountDownLatch(1);
		SelfTestEngine engine = ready(check("a", (context) -> {
			while (!Thread.currentThread().isInterrupted()) {
				started.countDown();
				System.gc();
				// a collection stops all threads, and takes long where tests before left
				// much
				LockSupport.parkNanos(this, Duration.ofMillis(5).toNanos());
			}
			return ScriptedCheck.result(PASS);
		}));
		CompletableFuture<CheckReport> run = engine.run("smoke", "a", Duration.ZERO);
		assertThat(started.await(30, TimeUnit.SECONDS)).isTrue();
		overrun(engine);
		assertThat(run.get(30, TimeUnit.SECONDS).status()).isEqualTo(FAIL);
		await().until(() -> !engine.check("smoke", "a").orElseThrow().running());
	}

	@Test
	void aCheckMayRunAnotherGroup() throws Exception {
		List<SelfTestEngine> self = new ArrayList<>();
		ScriptedCheck outer = check("outer", (context) -> {
			Verdict verdict = self.get(0).run("deep", Duration.ZERO).get(10, TimeUnit.SECONDS);
			return ScriptedCheck.result(verdict.status());
		});
		ScriptedCheck inner = ScriptedCheck.of(CheckDefinition.builder("inner").groups("deep"), PASS);
		SelfTestEngine engine = ready(outer, inner);
		self.add(engine);
		assertThat(engine.run("smoke", Duration.ZERO).get(20, TimeUnit.SECONDS).status()).isEqualTo(PASS);
	}

	@Test
	void aCheckThatWaitsForItsOwnGroupEndsAtItsDeadline() throws Exception {
		List<SelfTestEngine> self = new ArrayList<>();
		CountDownLatch started = new CountDownLatch(1);
		ScriptedCheck check = check("a", (context) -> {
			CompletableFuture<Verdict> own = self.get(0).run("smoke", Duration.ZERO);
			started.countDown();
			return ScriptedCheck.result(own.get().status());
		});
		SelfTestEngine engine = ready(check);
		self.add(engine);
		CompletableFuture<Verdict> run = engine.run("smoke", Duration.ZERO);
		assertThat(started.await(10, TimeUnit.SECONDS)).isTrue();
		overrun(engine);
		assertThat(run.get(10, TimeUnit.SECONDS).status()).isEqualTo(FAIL);
		assertThat(codes(engine, "a")).contains("engine.timed-out");
	}

	@Test
	void stopsInTheMiddleOfARunAndStartsAgain() throws Exception {
		CountDownLatch started = new CountDownLatch(1);
		CountDownLatch cleanedUp = new CountDownLatch(1);
		ScriptedCheck check = check("a", (context) -> {
			context.onCleanup(cleanedUp::countDown);
			started.countDown();
			this.release.await();
			return ScriptedCheck.result(FAIL);
		});
		SelfTestEngine engine = ready(check);
		CompletableFuture<Verdict> run = engine.run("smoke", Duration.ZERO);
		assertThat(started.await(10, TimeUnit.SECONDS)).isTrue();
		engine.stop();
		assertThat(cleanedUp.getCount()).isZero();
		assertThat(run.get(10, TimeUnit.SECONDS).status()).isEqualTo(INCONCLUSIVE);
		assertThat(engine.check("smoke", "a").orElseThrow().latest()).isNull();
		assertThat(engine.history("a")).isEmpty();
		await().until(() -> this.threads.names().isEmpty());
		check.become(PASS);
		engine.start();
		assertThat(engine.run("smoke", Duration.ZERO).get(10, TimeUnit.SECONDS).status()).isEqualTo(PASS);
	}

	@Test
	void aListenerThatThrowsOrHangsDelaysNoCheck() {
		EngineListener hostile = new EngineListener() {

			@Override
			public void runCompleted(CheckDefinition check, CompletedRun run) {
				if (check.id().equals("a")) {
					throw new IllegalStateException("a listener may fail");
				}
				try {
					SelfTestEngineThreadsTests.this.release.await();
				}
				catch (InterruptedException ex) {
					Thread.currentThread().interrupt();
				}
			}

		};
		this.fixture.with(hostile);
		SelfTestEngine engine = ready(check("a", passing()), check("b", passing()), check("c", passing()));
		for (String id : List.of("a", "b", "c", "a")) {
			assertThat(run(engine, id).status()).isEqualTo(PASS);
		}
	}

	@Test
	void timePassesByItself() throws Exception {
		CountDownLatch runs = new CountDownLatch(3);
		ScriptedCheck often = ScriptedCheck
			.of(CheckDefinition.builder("a").groups("canary").interval(Duration.ofMillis(100)), (context) -> {
				runs.countDown();
				return ScriptedCheck.result(PASS);
			});
		ScriptedCheck hangs = ScriptedCheck
			.of(CheckDefinition.builder("b").groups(Groups.SMOKE).deadline(Duration.ofMillis(200)), (context) -> {
				this.release.await();
				return ScriptedCheck.result(PASS);
			});
		EngineFixture real = new EngineFixture().with(often, hangs);
		EngineSettings settings = new EngineSettings(true, "x", EngineFixture.defaultGroups(), Map.of());
		SelfTestEngine engine = new SelfTestEngine(settings, new SystemEngineClock(), real);
		this.engines.add(engine);
		engine.start();
		engine.ready();
		assertThat(runs.await(20, TimeUnit.SECONDS)).isTrue();
		assertThat(engine.run("smoke", Duration.ofMinutes(1)).get(20, TimeUnit.SECONDS).status()).isEqualTo(FAIL);
		assertThat(codes(engine, "b")).containsExactly("engine.timed-out");
		engine.stop();
		await().until(() -> this.threads.names().isEmpty());
	}

	private SelfTestEngine ready(ScriptedCheck... checks) {
		SelfTestEngine engine = this.fixture.with(checks).ready();
		this.engines.add(engine);
		return engine;
	}

	/**
	 * Run a check, and let the engine see to it that there is a thread.
	 */
	private CheckReport run(SelfTestEngine engine, String check) {
		CompletableFuture<CheckReport> run = engine.run("smoke", check, Duration.ZERO);
		await().until(() -> {
			engine.tick();
			return run.isDone();
		});
		return run.join();
	}

	private void overrun(SelfTestEngine engine) {
		this.fixture.clock.advance(DEADLINE);
		engine.tick();
	}

	private void ignoreInterruptsUntilReleased() {
		while (this.release.getCount() > 0) {
			Thread.interrupted();
			LockSupport.parkNanos(this, Duration.ofMillis(20).toNanos());
		}
	}

	private static ScriptedCheck check(String id, ScriptedCheck.Body body) {
		return ScriptedCheck.of(CheckDefinition.builder(id).groups(Groups.SMOKE), body);
	}

	private static ScriptedCheck.Body passing() {
		return (context) -> ScriptedCheck.result(Status.PASS);
	}

	@SuppressWarnings("unchecked")
	private static <T extends Throwable> CheckResult sneak(Throwable throwable) throws T {
		throw (T) throwable;
	}

	private static Finding finding(SelfTestEngine engine, String check) {
		Finding explanation = engine.check("smoke", check).orElseThrow().explanation();
		assertThat(explanation).isNotNull();
		return explanation;
	}

	private static List<String> codes(SelfTestEngine engine, String check) {
		CompletedRun latest = engine.check("smoke", check).orElseThrow().latest();
		assertThat(latest).isNotNull();
		return latest.result().findings().stream().map(Finding::code).toList();
	}

}
