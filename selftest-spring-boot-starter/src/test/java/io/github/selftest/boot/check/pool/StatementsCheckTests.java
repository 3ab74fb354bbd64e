package io.github.selftest.boot.check.pool;

import java.sql.SQLException;

import org.junit.jupiter.api.Test;

import io.github.selftest.api.CheckResult;
import io.github.selftest.api.Status;
import io.github.selftest.boot.check.TestCheckContext;

import static org.assertj.core.api.Assertions.assertThat;

class StatementsCheckTests {

	private final StatementTimes times = new StatementTimes(Pools.properties(false, true), System::nanoTime);

	private final StatementsCheck check = new StatementsCheck(this.times, Pools.properties(false, true));

	@Test
	void judgesFewStatementsTogetherWithThoseToCome() {
		fail(15);
		assertThat(run().status()).isEqualTo(Status.INCONCLUSIVE);
		fail(15);
		assertThat(Pools.worst(run()).message()).startsWith("Of 30 statements").endsWith("30 threw");
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
