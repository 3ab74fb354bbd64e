package io.github.selftest.boot.engine;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;

import org.junit.jupiter.api.Test;

import io.github.selftest.api.CheckDefinition;
import io.github.selftest.api.CheckProvider;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * When listeners are told that the engine has begun.
 */
class StartedTests {

	private final List<String> told = new CopyOnWriteArrayList<>();

	private final EngineFixture fixture = new EngineFixture().with(new EngineListener() {

		@Override
		public void started() {
			StartedTests.this.told.add("started");
		}

		@Override
		public void runCompleted(CheckDefinition check, CompletedRun run) {
			StartedTests.this.told.add(check.id());
		}

	});

	@Test
	void isToldWhenTheApplicationIsReadyAndBeforeAnyResult() {
		SelfTestEngine engine = this.fixture.with(ScriptedCheck.passing("a")).build();
		engine.start();
		this.fixture.settle(engine);
		assertThat(this.told).isEmpty();
		engine.ready();
		this.fixture.pass(engine, Duration.ofMinutes(3));
		assertThat(this.told).startsWith("started", "a").containsOnlyOnce("started");
	}

	@Test
	void isToldOnceForEachStart() {
		SelfTestEngine engine = this.fixture.with(ScriptedCheck.passing("a")).withoutSchedule().ready();
		engine.ready();
		this.fixture.settle(engine);
		engine.stop();
		assertThat(this.told).containsExactly("started");
		engine.start();
		this.fixture.settle(engine);
		assertThat(this.told).containsExactly("started", "started");
	}

	@Test
	void isToldThoughThereIsNoCheck() {
		this.fixture.ready();
		assertThat(this.told).containsExactly("started");
	}

	@Test
	void isToldThoughNothingRunsByItself() {
		SelfTestEngine engine = this.fixture.with(ScriptedCheck.passing("a")).withoutSchedule().ready();
		this.fixture.settle(engine);
		assertThat(this.told).containsExactly("started");
	}

	@Test
	void isToldWhenTheProvidersHaveAnswered() {
		CheckProvider provider = () -> List.of(ScriptedCheck.passing("a"));
		SelfTestEngine engine = this.fixture.with(provider).ready();
		engine.tick();
		assertThat(this.told).isEmpty();
		this.fixture.pass(engine, Duration.ofMinutes(1));
		assertThat(this.told).startsWith("started", "a");
	}

	@Test
	void isToldBeforeTheResultOfARunOnRequestThatIsFasterThanTheProviders() {
		CheckProvider provider = List::of;
		SelfTestEngine engine = this.fixture.with(ScriptedCheck.passing("a")).with(provider).withoutSchedule().ready();
		CompletableFuture<CheckReport> run = engine.run("continuous", "a", Duration.ZERO);
		this.fixture.manualWorkers.runAll();
		assertThat(run).isCompleted();
		this.fixture.settle(engine);
		assertThat(this.told).containsExactly("started", "a");
	}

}
