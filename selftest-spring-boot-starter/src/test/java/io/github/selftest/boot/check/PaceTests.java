package io.github.selftest.boot.check;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class PaceTests {

	private static final Duration LONG = Duration.ofMinutes(1);

	private final AtomicLong now = new AtomicLong(-5_000_000_000L);

	private final List<Long> waits = new ArrayList<>();

	private final Pace pace = new Pace(4, new LoopbackTimeSource() {

		@Override
		long nanoTime() {
			return PaceTests.this.now.get();
		}

		@Override
		void pause(long nanos) {
			PaceTests.this.waits.add(nanos);
			PaceTests.this.now.addAndGet(nanos);
		}

	});

	@Test
	void letsASecondsWorthPassAtOnce() throws InterruptedException {
		take(4);
		assertThat(this.waits).isEmpty();
	}

	@Test
	void spreadsWhatComesBeyond() throws InterruptedException {
		take(7);
		assertThat(this.waits).containsExactly(250_000_000L, 250_000_000L, 250_000_000L);
	}

	@Test
	void letsASecondsWorthPassAgainAfterAPause() throws InterruptedException {
		take(7);
		this.waits.clear();
		this.now.addAndGet(3_000_000_000L);
		take(4);
		assertThat(this.waits).isEmpty();
		take(1);
		assertThat(this.waits).hasSize(1);
	}

	@Test
	void refusesAtOnceWhenTheTurnWouldComeTooLateAndUsesUpNoTurn() throws InterruptedException {
		take(4);
		assertThat(this.pace.await(Duration.ofMillis(249))).isFalse();
		assertThat(this.pace.await(Duration.ofMillis(249))).isFalse();
		assertThat(this.waits).isEmpty();
		assertThat(this.pace.await(Duration.ofMillis(250))).isTrue();
	}

	@Test
	void endsWhenInterrupted() throws InterruptedException {
		Pace real = new Pace(1, new LoopbackTimeSource());
		assertThat(real.await(LONG)).isTrue();
		Thread.currentThread().interrupt();
		assertThatExceptionOfType(InterruptedException.class).isThrownBy(() -> real.await(LONG));
	}

	private void take(int requests) throws InterruptedException {
		for (int i = 0; i < requests; i++) {
			assertThat(this.pace.await(LONG)).isTrue();
		}
	}

}
