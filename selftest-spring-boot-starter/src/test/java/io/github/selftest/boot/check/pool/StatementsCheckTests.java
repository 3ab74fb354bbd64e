package io.github.selftest.boot.check.pool;

import java.sql.SQLException;
import java.time.Duration;

import org.junit.jupiter.api.Test;

import io.github.selftest.api.CheckResult;
import io.github.selftest.api.Status;
import io.github.selftest.boot.check.TestCheckContext;

import static org.assertj.core.api.Assertions.assertThat;

class StatementsCheckTests {

	private static final PoolCheckProperties PROPERTIES = Pools.withQueryLimits(Duration.ofMillis(200),
			Duration.ofMillis(300));

	private final StatementTimes times = new StatementTimes(PROPERTIES, System::nanoTime);

	private final StatementsCheck check = new StatementsCheck(this.times, PROPERTIES);

	@Test
	void judgesFewStatementsTogetherWithThoseToCome() {
		fail(15);
		assertThat(run().status()).isEqualTo(Status.INCONCLUSIVE);
		fail(15);
		assertThat(Pools.worst(run()).message()).startsWith("Of 30 statements").endsWith("30 threw");
	}

	@Test
	void warnsOfSlowStatementsAndFailsWhenTheyAreSlower() {
		take(30, 150);
		assertThat(run().status()).isEqualTo(Status.PASS);
		// of 60 the slowest 5 % are three
		take(30, 250);
		CheckResult slow = run();
		assertThat(slow.status()).isEqualTo(Status.WARN);
		assertThat(Pools.worst(slow).code()).isEqualTo("pool.statements-slow");
		assertThat(Pools.worst(slow).observed()).isEqualTo("250 ms");
		take(30, 350);
		assertThat(run().status()).isEqualTo(Status.FAIL);
	}

	private void take(int count, long millis) {
		for (int i = 0; i < count; i++) {
			this.times.executed("shop", Duration.ofMillis(millis).toNanos(), null);
		}
	}

	private void fail(int count) {
		for (int i = 0; i < count; i++) {
			this.times.executed("shop", 1000, new SQLException("s3cret", "42601"));
		}
	}

	private CheckResult run() {
		return this.check.run(TestCheckContext.of(this.check.definition()));
	}

}
