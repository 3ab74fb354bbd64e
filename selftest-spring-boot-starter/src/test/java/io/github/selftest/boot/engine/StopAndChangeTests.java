package io.github.selftest.boot.engine;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.slf4j.LoggerFactory;

import io.github.selftest.api.Check;
import io.github.selftest.api.CheckDefinition;
import io.github.selftest.api.CheckProvider;
import io.github.selftest.api.Status;

import static io.github.selftest.api.Status.INCONCLUSIVE;
import static io.github.selftest.api.Status.PASS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Runs that are under way when the engine stops, or when the checks change.
 */
@Timeout(60)
@SuppressWarnings("FutureReturnValueIgnored")
class StopAndChangeTests {

	private final EngineFixture fixture = new EngineFixture().withRealThreads().withoutSchedule();

	private final CountDownLatch started = new CountDownLatch(1);

	private final CountDownLatch release = new CountDownLatch(1);

	private final ListAppender<ILoggingEvent> log = new ListAppender<>();

	@BeforeEach
	void startLog() {
		this.log.start();
		logger().addAppender(this.log);
		logger().setLevel(Level.DEBUG);
	}

	@AfterEach
	void end() {
		this.release.countDown();
		logger().detachAppender(this.log);
		logger().setLevel(null);
	}

	@Test
	void whatTheStopInterruptsIsNoWarning() throws Exception {
		SelfTestEngine engine = this.fixture.with(waiting()).ready();
		CompletableFuture<CheckReport> run = engine.run("smoke", "a", Duration.ZERO);
		this.started.await();
		engine.stop();
		assertThat(run.join().status()).isEqualTo(INCONCLUSIVE);
		assertThat(this.log.list).isNotEmpty().allMatch((event) -> event.getLevel() == Level.DEBUG);
	}

	@Test
	void theStopInterruptsNoCleanUp() throws Exception {
		CountDownLatch cleaned = new CountDownLatch(1);
		CountDownLatch stopping = new CountDownLatch(1);
		ScriptedCheck check = check((context) -> {
			context.onCleanup(() -> {
				this.started.countDown();
				stopping.await();
				Thread.onSpinWait();
				cleaned.countDown();
			});
			return ScriptedCheck.result(PASS);
		});
		SelfTestEngine engine = this.fixture.with(check).ready();
		CompletableFuture<CheckReport> run = engine.run("smoke", "a", Duration.ZERO);
		this.started.await();
		Thread stop = new Thread(engine::stop);
		stop.start();
		run.join();
		stopping.countDown();
		assertThat(cleaned.await(10, TimeUnit.SECONDS)).isTrue();
		stop.join();
	}

	@Test
	void aRunOfBeforeTheStopSaysNothingAfterTheNextStart() throws Exception {
		ScriptedCheck check = check((context) -> {
			this.started.countDown();
			awaitRelease();
			return ScriptedCheck.result(Status.FAIL);
		});
		SelfTestEngine engine = this.fixture.with(check).ready();
		CompletableFuture<CheckReport> first = engine.run("smoke", "a", Duration.ZERO);
		this.started.await();
		engine.stop();
		engine.start();
		assertThat(first).isCompleted();
		this.release.countDown();
		await().until(() -> !engine.check("a").orElseThrow().running());
		assertThat(engine.check("a").orElseThrow().latest()).isNull();
		check.become(PASS);
		assertThat(engine.run("smoke", "a", Duration.ZERO).join().status()).isEqualTo(PASS);
		engine.stop();
	}

	@Test
	void aCheckThatLeavesAndComesBackWhileItRunsDoesNotRunTwiceAtOnce() throws Exception {
		AtomicInteger now = new AtomicInteger();
		AtomicInteger most = new AtomicInteger();
		ScriptedCheck check = check((context) -> {
			most.accumulateAndGet(now.incrementAndGet(), Math::max);
			this.started.countDown();
			this.release.await();
			now.decrementAndGet();
			return ScriptedCheck.result(PASS);
		});
		List<Check> provided = new ArrayList<>(List.of(check));
		CheckProvider provider = () -> provided;
		GroupPlan patient = new GroupPlan("smoke", null, Duration.ofHours(1), Set.of(), null, 1, 1, false);
		SelfTestEngine engine = this.fixture.with(patient).with(provider).ready();
		change(engine, () -> !engine.checks().isEmpty());
		CompletableFuture<Verdict> first = engine.run("smoke", Duration.ZERO);
		this.started.await();
		provided.clear();
		change(engine, () -> engine.checks().isEmpty());
		provided.add(check);
		change(engine, () -> !engine.checks().isEmpty());
		CompletableFuture<CheckReport> second = engine.run("smoke", "a", Duration.ZERO);
		this.release.countDown();
		assertThat(first.join().status()).isEqualTo(PASS);
		assertThat(second.join().status()).isEqualTo(PASS);
		assertThat(most).hasValue(1);
		assertThat(check.runs).hasValue(1);
		engine.stop();
	}

	@Test
	void intervalsAndDeadlinesNearZeroAndNearEndlessAreKept() {
		Duration endless = Duration.ofSeconds(Long.MAX_VALUE);
		EngineFixture fixture = new EngineFixture()
			.with(ScriptedCheck.of(CheckDefinition.builder("short").interval(Duration.ofNanos(1)), PASS),
					ScriptedCheck.of(CheckDefinition.builder("long").interval(endless).deadline(endless), PASS))
			.with("long", new CheckTuning(null, null, null, endless, endless, null));
		SelfTestEngine engine = fixture.ready();
		fixture.pass(engine, Duration.ofMinutes(1));
		CompletableFuture<CheckReport> run = engine.run("continuous", "long", endless);
		assertThat(run.join().status()).isEqualTo(PASS);
		assertThat(engine.run("continuous", endless)).isNotNull();
		fixture.settle(engine);
		assertThat(engine.check("short").orElseThrow().status()).isEqualTo(PASS);
		assertThat(engine.history("short").size()).isBetween(30, 1000);
	}

	private void change(SelfTestEngine engine, Callable<Boolean> until) {
		this.fixture.clock.advance(EngineSettings.PROVIDER_INTERVAL);
		await().until(() -> {
			engine.tick();
			return until.call();
		});
	}

	private ScriptedCheck waiting() {
		return check((context) -> {
			this.started.countDown();
			this.release.await();
			return ScriptedCheck.result(PASS);
		});
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

	private static ScriptedCheck check(ScriptedCheck.Body body) {
		return ScriptedCheck.of(CheckDefinition.builder("a").groups("smoke").deadline(Duration.ofHours(1)), body);
	}

	private static Logger logger() {
		return (Logger) LoggerFactory.getLogger(Runs.class);
	}

}
