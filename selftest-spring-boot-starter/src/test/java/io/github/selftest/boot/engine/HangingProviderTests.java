package io.github.selftest.boot.engine;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import io.github.selftest.api.CheckProvider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Tests for providers of checks that hang or fail.
 */
@ExtendWith(OutputCaptureExtension.class)
class HangingProviderTests {

	private static final Duration MINUTE = Duration.ofMinutes(1);

	private final EngineFixture fixture = new EngineFixture();

	@Test
	void oneThatHangsKeepsNoOtherFromBeingAsked() {
		CountDownLatch release = new CountDownLatch(1);
		AtomicInteger asked = new AtomicInteger();
		SelfTestEngine engine = this.fixture.withRealThreads().with(hanging(release)).with(() -> {
			asked.incrementAndGet();
			return List.of(ScriptedCheck.passing("b"));
		}).ready();
		try {
			engine.tick();
			await().until(() -> asked.get() == 1);
			this.fixture.clock.advance(EngineSettings.PROVIDER_DEADLINE);
			engine.tick();
			await().until(() -> engine.check("b").isPresent());
			this.fixture.clock.advance(MINUTE);
			engine.tick();
			await().until(() -> asked.get() == 2);
			release.countDown();
			await().until(() -> {
				this.fixture.clock.advance(Duration.ofSeconds(1));
				engine.tick();
				return engine.check("a").isPresent();
			});
		}
		finally {
			release.countDown();
			engine.stop();
		}
	}

	@Test
	void warnsOnceUntilItAnswersAgain(CapturedOutput output) {
		boolean[] failing = { true };
		SelfTestEngine engine = this.fixture.with((CheckProvider) () -> {
			if (failing[0]) {
				throw new IllegalStateException("not now");
			}
			return List.of(ScriptedCheck.passing("a"));
		}).ready();
		this.fixture.pass(engine, MINUTE.multipliedBy(5));
		assertThat(output.toString().split("could not say which checks there are", -1)).hasSize(2);
		failing[0] = false;
		this.fixture.pass(engine, MINUTE.multipliedBy(3));
		assertThat(output.toString().split("says again which checks there are", -1)).hasSize(2);
		assertThat(engine.check("a")).isPresent();
	}

	private static CheckProvider hanging(CountDownLatch release) {
		return () -> {
			while (release.getCount() > 0) {
				try {
					release.await();
				}
				catch (InterruptedException ex) {
					// ignores it, as bad code does
				}
			}
			return List.of(ScriptedCheck.passing("a"));
		};
	}

}
