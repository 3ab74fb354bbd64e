package io.github.selftest.boot.sampling;

import java.time.Duration;

import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

class CounterWindowTests {

	private final CounterWindow window = new CounterWindow(Duration.ofMinutes(10), 2);

	@Test
	void knowsNoGrowthBeforeTheSecondSnapshot() {
		assertThat(this.window.growth()).containsExactly(0, 0);
		at(0, 500, 300);
		assertThat(this.window.growth()).containsExactly(0, 0);
		assertThat(this.window.span()).isZero();
	}

	@Test
	void tellsGrowthSinceTheFirstSnapshotWhileTheWindowFills() {
		at(0, 500, 300);
		at(60, 510, 320);
		at(120, 540, 321);
		assertThat(this.window.growth()).containsExactly(40, 21);
		assertThat(this.window.span()).isEqualTo(Duration.ofMinutes(2));
	}

	@Test
	void forgetsWhatIsOlderThanTheWindow() {
		for (int minute = 0; minute <= 60; minute++) {
			at(60L * minute, 100L * minute, minute);
		}
		assertThat(this.window.growth()).containsExactly(1000, 10);
		assertThat(this.window.span()).isEqualTo(Duration.ofMinutes(10));
	}

	@Test
	void keepsThePredecessorOfSnapshotsThatComeSeldom() {
		at(0, 0, 0);
		at(3600, 60, 6);
		at(7200, 200, 7);
		assertThat(this.window.growth()).containsExactly(140, 1);
		assertThat(this.window.span()).isEqualTo(Duration.ofHours(1));
	}

	@Test
	void countsOnWhenTheCountersBeginAnew() {
		at(0, 1000, 50);
		at(60, 1100, 60);
		at(120, 30, 70);
		at(180, 40, 75);
		assertThat(this.window.growth()).containsExactly(140, 10 + 75);
	}

	@Test
	void staysSmallWhenSomebodyLooksAllTheTime() {
		for (int i = 0; i <= 100_000; i++) {
			this.window.add(Duration.ofMillis(10L * i).toNanos(), i, 0);
		}
		assertThat(this.window.growth()[0]).isCloseTo(60_000, within(1_100L));
		assertThat(this.window).extracting("snapshots")
			.asInstanceOf(InstanceOfAssertFactories.COLLECTION)
			.hasSizeLessThan(64);
	}

	private void at(long second, long... counters) {
		this.window.add(Duration.ofSeconds(second).toNanos(), counters);
	}

}
