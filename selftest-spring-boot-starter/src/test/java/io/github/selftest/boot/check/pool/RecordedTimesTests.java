package io.github.selftest.boot.check.pool;

import java.time.Duration;

import com.zaxxer.hikari.HikariDataSource;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class RecordedTimesTests {

	@Test
	void leavesAPoolThatHadNoMetricsAsItWas() {
		// nothing listens there, and nothing is asked
		try (HikariDataSource pool = Pools.pool(1, 2)) {
			RecordedTimes first = new RecordedTimes(Duration.ofMinutes(1), System::nanoTime);
			first.listenTo(pool);
			RecordedTimes second = new RecordedTimes(Duration.ofMinutes(1), System::nanoTime);
			second.listenTo(pool);
			assertThat(first.isListening()).isTrue();
			assertThat(second.isListening()).isFalse();
			first.leave();
			second.listenTo(pool);
			assertThat(second.isListening()).isTrue();
		}
	}

}
