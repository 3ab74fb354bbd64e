package io.github.selftest.boot.endpoint;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.support.StaticApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link Waiters}.
 */
class WaitersTests {

	private final Waiters waiters = new Waiters();

	@Test
	void boundedNumberIsAdmitted() {
		List<Waiting> admitted = new ArrayList<>();
		for (int i = 0; i < Waiters.MAX; i++) {
			Waiting waiting = waiting(new CompletableFuture<>(), Duration.ofMinutes(1));
			assertThat(this.waiters.admit(waiting)).isTrue();
			admitted.add(waiting);
		}
		assertThat(this.waiters.admit(waiting(new CompletableFuture<>(), Duration.ofMinutes(1)))).isFalse();
		admitted.get(7).giveUp();
		assertThat(this.waiters.admit(waiting(new CompletableFuture<>(), Duration.ofMinutes(1)))).isTrue();
		admitted.forEach(Waiting::giveUp);
		assertThat(this.waiters.count()).isEqualTo(1);
	}

	@Test
	void waitEndsByItself() throws Exception {
		CompletableFuture<String> source = new CompletableFuture<>();
		Waiting waiting = waiting(source, Duration.ofMillis(20));
		this.waiters.admit(waiting);
		assertThat(waiting.response().get(30, TimeUnit.SECONDS).status()).isEqualTo(424);
		assertThat(source).isCancelled();
	}

	@Test
	void waiterLeavesWhenTheAnswerComes() {
		CompletableFuture<String> source = new CompletableFuture<>();
		Waiting waiting = waiting(source, Duration.ofMinutes(1));
		this.waiters.admit(waiting);
		source.complete("done");
		assertThat(waiting.response().join().status()).isEqualTo(200);
		assertThat(this.waiters.count()).isZero();
	}

	@Test
	void everybodyIsAnsweredWhenTheApplicationStops() {
		Waiting waiting = waiting(new CompletableFuture<>(), Duration.ofMinutes(1));
		this.waiters.admit(waiting);
		try (StaticApplicationContext context = new StaticApplicationContext()) {
			this.waiters.onApplicationEvent(new ContextClosedEvent(context));
		}
		assertThat(waiting.response()).isDone();
		assertThat(this.waiters.admit(waiting(new CompletableFuture<>(), Duration.ofMinutes(1)))).isFalse();
		assertThat(this.waiters.count()).isZero();
	}

	private static Waiting waiting(CompletableFuture<String> source, Duration atMost) {
		return Waiting.of(source, atMost, (result) -> response(200), () -> response(424), (failure) -> response(503));
	}

	private static SelfTestResponse response(int status) {
		return new SelfTestResponse(status, MediaTypes.JSON, new byte[0], false);
	}

}
