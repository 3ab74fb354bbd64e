package io.github.selftest.boot.engine;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.slf4j.LoggerFactory;

import io.github.selftest.api.Check;
import io.github.selftest.api.CheckContext;
import io.github.selftest.api.CheckDefinition;
import io.github.selftest.api.CheckProvider;
import io.github.selftest.api.CheckResult;
import io.github.selftest.api.Status;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What checks that are known at run time may do to the engine.
 */
@Timeout(60)
class ProvidedCheckTests {

	private final EngineFixture fixture = new EngineFixture().withoutSchedule();

	private final ListAppender<ILoggingEvent> log = new ListAppender<>();

	@BeforeEach
	void startLog() {
		this.log.start();
		((Logger) LoggerFactory.getLogger(Core.class)).addAppender(this.log);
	}

	@AfterEach
	void endLog() {
		((Logger) LoggerFactory.getLogger(Core.class)).detachAppender(this.log);
	}

	@Test
	void aRunRightAfterTheStartWaitsForThem() throws Exception {
		SelfTestEngine engine = this.fixture.with(ScriptedCheck.passing("a"))
			.with((CheckProvider) () -> List.of(ScriptedCheck.failing("b")))
			.ready();
		CompletableFuture<Verdict> verdict = engine.run("smoke", EngineFixture.NOW);
		assertThat(verdict).isNotDone();
		this.fixture.settle(engine);
		assertThat(verdict).isDone();
		assertThat(verdict.get().failed()).containsExactly("b");
	}

	@Test
	void aRunWaitsForAHangingProviderNoLongerThanItsDeadline() throws Exception {
		SelfTestEngine engine = this.fixture.with(ScriptedCheck.passing("a"))
			.with((CheckProvider) () -> List.of(ScriptedCheck.failing("b")))
			.ready();
		CompletableFuture<Verdict> verdict = engine.run("smoke", EngineFixture.NOW);
		this.fixture.clock.advance(EngineSettings.PROVIDER_DEADLINE);
		engine.tick();
		this.fixture.manualWorkers.runAll();
		assertThat(verdict).isDone();
	}

	@Test
	void aProviderThatWakesIsAskedOnceAndFromThenOn() {
		SelfTestEngine engine = this.fixture.with(ScriptedCheck.passing("a")).ready();
		this.fixture.settle(engine);
		AtomicInteger asked = new AtomicInteger();
		CheckProvider late = () -> List.of(ScriptedCheck.passing("late" + asked.incrementAndGet()));
		this.fixture.wake(late);
		this.fixture.wake(late);
		this.fixture.clock.advance(Duration.ofSeconds(1));
		this.fixture.settle(engine);
		assertThat(engine.checks()).extracting(CheckReport::id).containsExactly("a", "late1");
		this.fixture.clock.advance(EngineSettings.PROVIDER_INTERVAL);
		this.fixture.settle(engine);
		assertThat(engine.checks()).extracting(CheckReport::id).containsExactly("a", "late2");
	}

	@Test
	void aProviderThatWakesBeforeTheApplicationIsReadyOrAfterTheStopIsAskedWhenItIsReady() {
		CheckProvider late = () -> List.of(ScriptedCheck.passing("late"));
		SelfTestEngine engine = this.fixture.ready();
		engine.stop();
		this.fixture.wake(late);
		this.fixture.settle(engine);
		assertThat(engine.checks()).isEmpty();
		engine.start();
		engine.ready();
		this.fixture.settle(engine);
		assertThat(engine.checks()).extracting(CheckReport::id).containsExactly("late");
	}

	@Test
	void oneThatDoesNotSayWhatItIsKeepsNoOtherAway() {
		CheckProvider provider = () -> List.of(new Nameless(null), new Nameless(new StackOverflowError()),
				ScriptedCheck.passing("a"));
		SelfTestEngine engine = this.fixture.with(provider).ready();
		this.fixture.settle(engine);
		assertThat(engine.checks()).extracting(CheckReport::id).containsExactly("a");
	}

	@Test
	void thatOneIsLeftOutIsSaidOnce() {
		CheckProvider provider = () -> List.of(new Nameless(null));
		SelfTestEngine engine = this.fixture.with(provider).ready();
		this.fixture.pass(engine, Duration.ofMinutes(5));
		assertThat(this.log.list).extracting(ILoggingEvent::getFormattedMessage)
			.singleElement()
			.asString()
			.isEqualTo(
					"A check is left out. %s does not say what it is: it returns null. Correct its 'definition()' method."
						.formatted(Nameless.class.getName()));
	}

	@Test
	void oneThatHangsWhenAskedWhatItIsHoldsNobodyUp() throws Exception {
		CountDownLatch asked = new CountDownLatch(1);
		CountDownLatch release = new CountDownLatch(1);
		CheckProvider provider = () -> List.of(new Hanging(asked, release));
		SelfTestEngine engine = this.fixture.withRealThreads().with(ScriptedCheck.passing("a")).with(provider).ready();
		engine.tick();
		asked.await();
		CompletableFuture<CheckReport> run = CompletableFuture
			.supplyAsync(() -> engine.run("continuous", "a", Duration.ZERO).join());
		assertThat(run.get(10, TimeUnit.SECONDS).status()).isEqualTo(Status.PASS);
		release.countDown();
		engine.stop();
	}

	private record Hanging(CountDownLatch asked, CountDownLatch release) implements Check {

		@Override
		public CheckDefinition definition() {
			this.asked.countDown();
			try {
				this.release.await();
			}
			catch (InterruptedException ex) {
				Thread.currentThread().interrupt();
			}
			return CheckDefinition.builder("hanging").build();
		}

		@Override
		public CheckResult run(CheckContext context) {
			return ScriptedCheck.result(Status.PASS);
		}

	}

	private static final class Nameless implements Check {

		private final @Nullable Error error;

		private Nameless(@Nullable Error error) {
			this.error = error;
		}

		@Override
		@SuppressWarnings("NullAway") // what a careless author may do
		public CheckDefinition definition() {
			if (this.error != null) {
				throw this.error;
			}
			return null;
		}

		@Override
		public CheckResult run(CheckContext context) {
			return ScriptedCheck.result(Status.PASS);
		}

	}

}
