package io.github.selftest.boot.notify;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import io.github.selftest.api.CheckResult;
import io.github.selftest.api.Status;
import io.github.selftest.boot.check.TestCheckContext;
import io.github.selftest.boot.engine.SystemEngineClock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

class DeadManSwitchTests {

	private final TestClock clock = new TestClock();

	private final TestEngine engine = new TestEngine(this.clock).standsSince("continuous", Status.FAIL,
			this.clock.nanoTime(), this.clock.nanoTime() + 1_000_000_000L);

	private final Transport transport = new Transport(new SystemEngineClock(), Duration.ofSeconds(2), () -> null);

	private Receiver receiver;

	private DeadManSwitch heartbeat;

	@BeforeEach
	void create() throws IOException {
		this.receiver = new Receiver();
		this.heartbeat = new DeadManSwitch(this.engine, new NotifyProperties.Heartbeat(this.receiver.url(), "POST",
				Map.of("X-Token", "t0ken"), Duration.ofMillis(20), "continuous", Duration.ofSeconds(5)),
				this.transport);
	}

	@AfterEach
	void stop() {
		this.heartbeat.stop();
		this.receiver.close();
	}

	@Test
	void beatsWhileResultsAreFreshEvenIfTheyAreBad() {
		this.heartbeat.start();
		await().until(() -> this.receiver.paths.size() >= 3);
		assertThat(this.receiver.headers.get(0).getFirst("X-Token")).isEqualTo("t0ken");
		assertThat(check().status()).isEqualTo(Status.PASS);
	}

	@Test
	void staysAwayWhenTheGroupIsStale() {
		this.clock.advance(Duration.ofSeconds(2));
		assertThat(this.heartbeat.lifeless()).isEqualTo("group 'continuous' has a stale result");
		assertThat(check().findings().get(0).code()).isEqualTo("notify.heartbeat-held-back");
	}

	@Test
	void staysAwayWhenTheEngineIsStuckOrStopped() {
		this.engine.silence = Duration.ofMinutes(2);
		assertThat(this.heartbeat.lifeless()).contains("120 s");
		this.engine.running = false;
		assertThat(this.heartbeat.lifeless()).isEqualTo("the engine does not run");
	}

	@Test
	void staysAwayBeforeTheFirstResult() {
		this.engine.standsSince("continuous", Status.INCONCLUSIVE, null, null);
		assertThat(this.heartbeat.lifeless()).isEqualTo("group 'continuous' has no results");
	}

	@Test
	void startsAgainWhenTheServiceIsAliveAgain() {
		this.engine.running = false;
		this.heartbeat.start();
		assertThat(this.receiver.paths).isEmpty();
		this.engine.running = true;
		await().until(() -> !this.receiver.paths.isEmpty());
	}

	@Test
	void failsItsCheckWhenItDoesNotArrive() {
		this.receiver.close();
		this.heartbeat.start();
		await().until(() -> this.heartbeat.outcome() != null);
		CheckResult result = check();
		assertThat(result.status()).isEqualTo(Status.FAIL);
		assertThat(result.findings().get(0).code()).isEqualTo("notify.heartbeat-failed");
		assertThat(result.toString()).doesNotContain("s3cret");
	}

	@Test
	void refusesAGroupThatDoesNotExist() {
		assertThatExceptionOfType(InvalidNotifyException.class)
			.isThrownBy(() -> new DeadManSwitch(this.engine,
					new NotifyProperties.Heartbeat(this.receiver.url(), "GET", Map.of(), Duration.ofSeconds(1),
							"nightly", Duration.ofSeconds(1)),
					this.transport))
			.satisfies((ex) -> assertThat(ex.property()).isEqualTo("selftest.notify.heartbeat.group"));
	}

	@Test
	void saysThatNothingWasSentYet() {
		assertThat(check().findings().get(0).code()).isEqualTo("notify.heartbeat-never-sent");
	}

	private CheckResult check() {
		HeartbeatCheck check = new HeartbeatCheck(this.heartbeat);
		return check.run(TestCheckContext.of(check.definition()));
	}

}
