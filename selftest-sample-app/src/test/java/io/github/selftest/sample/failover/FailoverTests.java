package io.github.selftest.sample.failover;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class FailoverTests {

	private final AtomicLong nanos = new AtomicLong();

	private final AtomicInteger looks = new AtomicInteger();

	private final List<String> switches = new ArrayList<>();

	private boolean answers = true;

	private double random;

	private final Failover failover = new Failover(this::answer, properties(), this.nanos::get, () -> this.random,
			new Failover.Listener() {

				@Override
				public void left() {
					FailoverTests.this.switches.add("left");
				}

				@Override
				public void cameBack() {
					FailoverTests.this.switches.add("came back");
				}

			});

	@Test
	void staysWithAPoolerThatAnswers() {
		look(true, 10);
		assertThat(this.failover.isDirect()).isFalse();
		assertThat(this.switches).isEmpty();
	}

	@Test
	void leavesAfterTwoFailedLooksAndNotAfterOne() {
		look(false, 1);
		look(true, 1);
		look(false, 1);
		assertThat(this.failover.isDirect()).isFalse();
		look(false, 1);
		assertThat(this.failover.isDirect()).isTrue();
		look(false, 5);
		assertThat(this.switches).containsExactly("left");
	}

	@Test
	void returnsOnlyAfterAWhileAndThreeLooksInARow() {
		look(false, 2);
		look(true, 8);
		assertThat(this.failover.isDirect()).as("after 8 seconds").isTrue();
		look(false, 1);
		look(true, 2);
		assertThat(this.failover.isDirect()).as("after 11 seconds and two looks").isTrue();
		look(true, 1);
		assertThat(this.failover.isDirect()).isFalse();
		assertThat(this.switches).containsExactly("left", "came back");
	}

	@Test
	void spreadsInstancesInTime() {
		this.random = 1;
		assertThat(this.failover.pause()).isEqualTo(Duration.ofMillis(1500));
		look(false, 2);
		look(true, 14);
		assertThat(this.failover.isDirect()).isTrue();
		look(true, 1);
		assertThat(this.failover.isDirect()).isFalse();
	}

	@Test
	void leavesAtOnceWhenSomebodyGotNoConnectionAndThePoolerDoesNotAnswer() {
		this.answers = false;
		assertThat(this.failover.isDirectAfterFailure(this.nanos.get())).isTrue();
		assertThat(this.switches).containsExactly("left");
	}

	@Test
	void staysWhenSomebodyGotNoConnectionAsAllAreInUse() {
		assertThat(this.failover.isDirectAfterFailure(this.nanos.get())).isFalse();
		assertThat(this.switches).isEmpty();
	}

	@Test
	void looksOnceForAllWhoWaited() {
		this.answers = false;
		long since = this.nanos.get();
		this.nanos.addAndGet(1);
		for (int i = 0; i < 10; i++) {
			assertThat(this.failover.isDirectAfterFailure(since)).isTrue();
		}
		assertThat(this.looks).hasValue(1);
	}

	private boolean answer() {
		this.looks.incrementAndGet();
		return this.answers;
	}

	private void look(boolean answers, int times) {
		this.answers = answers;
		for (int i = 0; i < times; i++) {
			this.nanos.addAndGet(Duration.ofSeconds(1).toNanos());
			this.failover.look();
		}
	}

	private static PoolerProperties properties() {
		return new PoolerProperties("jdbc:unused", 3, Duration.ofSeconds(1), Duration.ofSeconds(2), 2, 3,
				Duration.ofSeconds(10), 0.5);
	}

}
