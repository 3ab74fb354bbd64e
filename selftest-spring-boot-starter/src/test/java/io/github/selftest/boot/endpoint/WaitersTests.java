package io.github.selftest.boot.endpoint;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link Waiters}.
 */
class WaitersTests {

	private final Waiters waiters = new Waiters();

	@Test
	void boundedNumberIsAdmitted() {
		List<Waiting> admitted = fill();
		assertThat(this.waiters.admit(waiting(new CompletableFuture<>(), Duration.ofMinutes(1)))).isFalse();
		admitted.get(7).giveUp();
		assertThat(this.waiters.admit(waiting(new CompletableFuture<>(), Duration.ofMinutes(1)))).isTrue();
		assertThat(this.waiters.admit(waiting(new CompletableFuture<>(), Duration.ofMinutes(1)))).isFalse();
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
		fill();
	}

	@Test
	void seatsAreFreeAgainWhateverHappens() {
		for (int i = 0; i < 3 * Waiters.MAX; i++) {
			CompletableFuture<String> source = new CompletableFuture<>();
			assertThat(this.waiters.admit(waiting(source, Duration.ofMinutes(1)))).isTrue();
			if (i % 3 == 0) {
				source.complete("done");
			}
			else if (i % 3 == 1) {
				source.completeExceptionally(new IllegalStateException("broken"));
			}
			else {
				source.cancel(false);
			}
		}
		assertThat(this.waiters.admit(waiting(CompletableFuture.completedFuture("done"), Duration.ZERO))).isTrue();
		fill();
	}

	private List<Waiting> fill() {
		List<Waiting> admitted = new ArrayList<>();
		for (int i = 0; i < Waiters.MAX; i++) {
			Waiting waiting = waiting(new CompletableFuture<>(), Duration.ofMinutes(1));
			assertThat(this.waiters.admit(waiting)).isTrue();
			admitted.add(waiting);
		}
		return admitted;
	}

	private static Waiting waiting(CompletableFuture<String> source, Duration atMost) {
		return Waiting.of(source, atMost, (result) -> response(200), () -> response(424), (failure) -> response(503));
	}

	private static SelfTestResponse response(int status) {
		return new SelfTestResponse(status, MediaTypes.JSON, new byte[0], false);
	}

}
