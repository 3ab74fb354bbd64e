package io.github.selftest.boot.engine;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.slf4j.MDC;

import io.github.selftest.api.CheckDefinition;
import io.github.selftest.api.CheckResult;
import io.github.selftest.api.Finding;
import io.github.selftest.api.FindingError;
import io.github.selftest.api.Groups;
import io.github.selftest.api.Measurement;
import io.github.selftest.api.StateChanged.Subject;

import static io.github.selftest.api.Status.FAIL;
import static io.github.selftest.api.Status.INCONCLUSIVE;
import static io.github.selftest.api.Status.PASS;
import static io.github.selftest.api.Status.WARN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * What checks may do to the engine, on its real threads.
 */
@Timeout(60)
@SuppressWarnings("FutureReturnValueIgnored")
class HostileCheckTests {

	private static final InheritableThreadLocal<String> INHERITED = new InheritableThreadLocal<>();

	private final EngineFixture fixture = new EngineFixture().withRealThreads().withoutSchedule();

	private final CountDownLatch release = new CountDownLatch(1);

	private @Nullable SelfTestEngine engine;

	@AfterEach
	void end() {
		this.release.countDown();
		INHERITED.remove();
		if (this.engine != null) {
			this.engine.stop();
		}
	}

	@Test
	@SuppressWarnings("ThreadPriorityCheck")
	void whatARunLeavesOnItsThreadMeetsNoOther() {
		List<@Nullable Object> seen = new ArrayList<>();
		SelfTestEngine engine = ready(check("a", (context) -> {
			Thread thread = Thread.currentThread();
			seen.addAll(threadState());
			MDC.put("user", "somebody");
			thread.setName("renamed");
			thread.setPriority(Thread.MIN_PRIORITY);
			thread.setContextClassLoader(null);
			thread.setUncaughtExceptionHandler((of, ex) -> {
			});
			thread.interrupt();
			return ScriptedCheck.result(PASS);
		}));
		run(engine, "a");
		for (int i = 0; i < 10; i++) {
			seen.clear();
			assertThat(run(engine, "a").status()).isEqualTo(PASS);
			assertThat(seen).containsExactly(null, true, Thread.NORM_PRIORITY, PooledWorkers.class.getClassLoader(),
					false, true);
		}
	}

	@Test
	void aRunInheritsNothingFromItsCaller() {
		List<@Nullable String> seen = new ArrayList<>();
		SelfTestEngine engine = ready(check("a", (context) -> {
			seen.add(INHERITED.get());
			return ScriptedCheck.result(PASS);
		}));
		INHERITED.set("the user of the request that has started the run");
		run(engine, "a");
		assertThat(seen).hasSize(1).containsOnlyNulls();
	}

	@Test
	void anExceptionWithoutAReadableMessageFailsTheCheck() {
		SelfTestEngine engine = ready(check("a", (context) -> {
			throw new UnspeakableException();
		}), check("b", (context) -> {
			throw new UnspeakableError();
		}), check("c", (context) -> {
			context.onCleanup(() -> {
				throw new UnspeakableException();
			});
			return ScriptedCheck.result(PASS);
		}));
		for (String id : List.of("a", "b", "c")) {
			assertThat(run(engine, id).status()).as(id).isEqualTo(FAIL);
			assertThat(codes(engine, id)).contains("engine.threw");
		}
	}

	@Test
	void exceptionsThatAreTheirOwnCauseFailTheCheck() {
		SelfTestEngine engine = ready(check("a", (context) -> {
			IllegalStateException one = new IllegalStateException("one");
			one.initCause(new IllegalStateException("two", one));
			throw one;
		}));
		assertThat(run(engine, "a").status()).isEqualTo(FAIL);
	}

	@Test
	void aHugeAssertionIsCut() {
		SelfTestEngine engine = ready(check("a", (context) -> {
			throw new AssertionError("expected \n\t this: " + "x".repeat(10_000_000));
		}));
		CheckReport report = run(engine, "a");
		assertThat(report.status()).isEqualTo(FAIL);
		assertThat(explanation(report).message()).startsWith("expected this: xxx").hasSize(300);
	}

	@Test
	void anAssertionWithoutWordsNamesItself() {
		SelfTestEngine engine = ready(check("a", (context) -> {
			throw new AssertionError(" ");
		}));
		assertThat(explanation(run(engine, "a")).message()).isEqualTo("Check 'a' threw java.lang.AssertionError");
	}

	@Test
	void aFindingErrorThatWasSerializedFailsTheCheck() {
		SelfTestEngine engine = ready(check("a", (context) -> {
			throw serialized(new FindingError(Finding.warn("custom.odd", "odd")));
		}));
		CheckReport report = run(engine, "a");
		assertThat(report.status()).isEqualTo(FAIL);
		assertThat(explanation(report).message()).isEqualTo("odd");
	}

	@Test
	void theWorstOfManyFindingsIsKept() {
		SelfTestEngine engine = ready(check("a", (context) -> {
			context.record(Finding.fail("custom.broken", "the first one"));
			for (int i = 0; i < 100_000; i++) {
				context.record(Finding.inconclusive("custom.unknown", "number " + i));
			}
			return context.result();
		}), check("b", (context) -> {
			for (int i = 0; i < 100_000; i++) {
				context.record(Finding.pass("custom.fine", "number " + i));
				context.record(Measurement.of("number", i, "count"));
			}
			context.record(Finding.warn("custom.odd", "the last one"));
			return context.result();
		}));
		CheckReport failed = run(engine, "a");
		assertThat(failed.status()).isEqualTo(FAIL);
		assertThat(explanation(failed).message()).isEqualTo("the first one");
		assertThat(run(engine, "b").status()).isEqualTo(WARN);
	}

	@Test
	void cleanUpsRegisteredInALoopAreRefusedAndRun() {
		AtomicInteger cleaned = new AtomicInteger();
		SelfTestEngine engine = ready(check("a", (context) -> {
			while (true) {
				context.onCleanup(cleaned::incrementAndGet);
			}
		}));
		assertThat(run(engine, "a").status()).isEqualTo(FAIL);
		assertThat(codes(engine, "a")).containsExactly("engine.threw");
		assertThat(cleaned).hasValue(1000);
	}

	@Test
	void aRunThatEndsAfterItsDeadlineHasOverrunThoughNobodyLooked() {
		SelfTestEngine engine = ready(check("a", (context) -> {
			this.fixture.clock.advance(Duration.ofSeconds(6));
			return CheckResult.of(Finding.pass("custom.slow", "slow"));
		}));
		assertThat(run(engine, "a").status()).isEqualTo(FAIL);
		assertThat(codes(engine, "a")).containsExactly("custom.slow", "engine.timed-out");
	}

	@Test
	void aDeadlineOfANanosecondIsOverrun() {
		SelfTestEngine engine = ready(ScriptedCheck
			.of(CheckDefinition.builder("a").groups(Groups.SMOKE).deadline(Duration.ofNanos(1)), (context) -> {
				this.fixture.clock.advance(Duration.ofNanos(1));
				return ScriptedCheck.result(PASS);
			}));
		assertThat(run(engine, "a").status()).isEqualTo(FAIL);
		assertThat(codes(engine, "a")).contains("engine.timed-out");
	}

	@Test
	void cleanUpsThatHangFailTheCheckAndKeepWhatItHasFound() throws Exception {
		CountDownLatch cleaning = new CountDownLatch(1);
		SelfTestEngine engine = ready(check("a", (context) -> {
			context.onCleanup(() -> {
				cleaning.countDown();
				this.release.await();
			});
			return CheckResult.of(Finding.warn("custom.odd", "odd"));
		}));
		CompletableFuture<CheckReport> run = engine.run("smoke", "a", Duration.ZERO);
		assertThat(cleaning.await(10, TimeUnit.SECONDS)).isTrue();
		this.fixture.clock.advance(EngineSettings.GRACE);
		engine.tick();
		assertThat(run.get(10, TimeUnit.SECONDS).status()).isEqualTo(FAIL);
		assertThat(codes(engine, "a")).containsExactly("custom.odd", "engine.timed-out");
		assertThat(explanation(run.join()).message()).isEqualTo("The clean-ups of check 'a' overran their time");
		await().until(() -> !engine.check("a").orElseThrow().running());
	}

	@Test
	void aCleanUpIsInterruptedBeforeItCountsAsStuck() throws Exception {
		CountDownLatch started = new CountDownLatch(1);
		CountDownLatch cleaning = new CountDownLatch(1);
		SelfTestEngine engine = ready(check("a", (context) -> {
			context.onCleanup(() -> {
				cleaning.countDown();
				this.release.await();
			});
			started.countDown();
			this.release.await();
			return ScriptedCheck.result(PASS);
		}));
		engine.run("smoke", "a", Duration.ZERO);
		assertThat(started.await(10, TimeUnit.SECONDS)).isTrue();
		this.fixture.clock.advance(EngineSettings.DEFAULT_DEADLINE);
		engine.tick();
		assertThat(cleaning.await(10, TimeUnit.SECONDS)).isTrue();
		this.fixture.clock.advance(EngineSettings.GRACE);
		engine.tick();
		await().until(() -> !engine.check("a").orElseThrow().running());
		assertThat(codes(engine, "a")).containsExactly("engine.timed-out");
	}

	@Test
	void cleanUpsOfAStuckRunAreDoneAlsoWhenTheyAreRegisteredLater() throws Exception {
		CountDownLatch started = new CountDownLatch(1);
		CountDownLatch cleanedUp = new CountDownLatch(1);
		SelfTestEngine engine = ready(check("a", (context) -> {
			started.countDown();
			awaitRelease();
			for (int i = 0; i < 1000; i++) {
				context.record(Finding.fail("custom.late", "too late"));
			}
			context.onCleanup(cleanedUp::countDown);
			return ScriptedCheck.result(PASS);
		}));
		engine.run("smoke", "a", Duration.ZERO);
		assertThat(started.await(10, TimeUnit.SECONDS)).isTrue();
		for (int i = 0; i < 2; i++) {
			this.fixture.clock.advance(EngineSettings.DEFAULT_DEADLINE);
			engine.tick();
		}
		assertThat(codes(engine, "a")).containsExactly("engine.stuck");
		this.release.countDown();
		assertThat(cleanedUp.await(10, TimeUnit.SECONDS)).isTrue();
		await().until(() -> !engine.check("a").orElseThrow().running());
		assertThat(codes(engine, "a")).containsExactly("engine.stuck");
	}

	@Test
	void aThreadIsLeftToTellOfAllThatIsStuck() {
		int most = PooledWorkers.THREADS + PooledWorkers.ASIDE;
		AtomicInteger started = new AtomicInteger();
		for (int i = 0; i < most; i++) {
			this.fixture.with(check("stuck" + i, (context) -> {
				started.incrementAndGet();
				awaitRelease();
				return ScriptedCheck.result(PASS);
			}));
		}
		SelfTestEngine engine = ready();
		for (int i = 0; i < most - 1; i++) {
			CompletableFuture<CheckReport> run = engine.run("smoke", "stuck" + i, Duration.ZERO);
			int expected = i + 1;
			await().until(() -> started.get() == expected);
			this.fixture.clock.advance(EngineSettings.DEFAULT_DEADLINE);
			engine.tick();
			assertThat(run).isCompleted();
			this.fixture.clock.advance(EngineSettings.GRACE);
			engine.tick();
		}
		String last = "stuck" + (most - 1);
		assertThat(run(engine, last).status()).isEqualTo(INCONCLUSIVE);
		assertThat(codes(engine, last)).containsExactly("engine.starved");
		await().until(() -> {
			engine.tick();
			return this.fixture.changes(Subject.CHECK).contains("stuck" + (most - 2) + " null -> FAIL");
		});
	}

	@Test
	void aCheckMayStopTheEngine() throws Exception {
		List<SelfTestEngine> self = new ArrayList<>();
		CountDownLatch stopped = new CountDownLatch(1);
		List<Boolean> interrupted = new ArrayList<>();
		SelfTestEngine engine = ready(check("a", (context) -> {
			self.get(0).stop();
			interrupted.add(Thread.currentThread().isInterrupted());
			stopped.countDown();
			return ScriptedCheck.result(PASS);
		}));
		self.add(engine);
		CompletableFuture<CheckReport> run = engine.run("smoke", "a", Duration.ZERO);
		assertThat(stopped.await(10, TimeUnit.SECONDS)).isTrue();
		assertThat(interrupted).containsExactly(false);
		assertThat(run.get(10, TimeUnit.SECONDS).status()).isEqualTo(INCONCLUSIVE);
		assertThat(engine.isRunning()).isFalse();
	}

	private static List<@Nullable Object> threadState() {
		Thread thread = Thread.currentThread();
		List<@Nullable Object> state = new ArrayList<>();
		state.add(MDC.get("user"));
		state.add(thread.getName().startsWith("selftest-"));
		state.add(thread.getPriority());
		state.add(thread.getContextClassLoader());
		state.add(thread.isInterrupted());
		state.add(thread.isDaemon());
		return state;
	}

	private void awaitRelease() {
		while (this.release.getCount() > 0) {
			try {
				this.release.await();
			}
			catch (InterruptedException ex) {
				// ignored on purpose
			}
		}
	}

	private SelfTestEngine ready(ScriptedCheck... checks) {
		SelfTestEngine engine = this.fixture.with(checks).ready();
		this.engine = engine;
		return engine;
	}

	private CheckReport run(SelfTestEngine engine, String check) {
		return engine.run("smoke", check, Duration.ZERO).orTimeout(20, TimeUnit.SECONDS).join();
	}

	private static ScriptedCheck check(String id, ScriptedCheck.Body body) {
		return ScriptedCheck.of(CheckDefinition.builder(id).groups(Groups.SMOKE), body);
	}

	private static Finding explanation(CheckReport report) {
		Finding explanation = report.explanation();
		assertThat(explanation).isNotNull();
		return explanation;
	}

	private static List<String> codes(SelfTestEngine engine, String check) {
		CompletedRun latest = engine.check(check).orElseThrow().latest();
		assertThat(latest).isNotNull();
		return latest.result().findings().stream().map(Finding::code).toList();
	}

	private static FindingError serialized(FindingError error) throws IOException, ClassNotFoundException {
		ByteArrayOutputStream bytes = new ByteArrayOutputStream();
		new ObjectOutputStream(bytes).writeObject(error);
		return (FindingError) new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray())).readObject();
	}

	private static final class UnspeakableException extends RuntimeException {

		private static final long serialVersionUID = 1L;

		@Override
		public String getMessage() {
			throw new IllegalStateException("no message");
		}

	}

	private static final class UnspeakableError extends AssertionError {

		private static final long serialVersionUID = 1L;

		@Override
		public String getMessage() {
			throw new IllegalStateException("no message");
		}

	}

}
