package io.github.selftest.boot.check.pool;

import java.nio.file.Path;
import java.util.Set;

import com.zaxxer.hikari.HikariDataSource;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.github.selftest.api.CheckResult;
import io.github.selftest.api.Status;
import io.github.selftest.boot.HeldPort;
import io.github.selftest.boot.TestPostgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

class RestartedDatabaseTests {

	private static final Set<String> GONE = Set.of("pool.database-refused", "pool.database-restarting");

	@TempDir
	@SuppressWarnings("NullAway.Init")
	private Path folder;

	@Test
	void failsWhileTheDatabaseRestartsAndPassesAfterwards() throws Exception {
		EmbeddedPostgres before = TestPostgres.start(database());
		int port = before.getPort();
		try (HikariDataSource pool = Pools.pool(port, 3)) {
			PoolCheck check = Pools.check(pool);
			assertThat(Pools.run(check).status()).isEqualTo(Status.PASS);
			before.close();
			try (HeldPort held = HeldPort.of(port)) {
				CheckResult down = Pools.run(check);
				assertThat(down.status()).as(down.toString()).isEqualTo(Status.FAIL);
				assertThat(GONE).as(down.toString()).contains(Pools.worst(down).code());
				try (EmbeddedPostgres after = database().setPort(held.number()).start()) {
					await().untilAsserted(() -> {
						CheckResult up = Pools.run(check);
						assertThat(up.status()).as("port %d: %s", after.getPort(), up).isEqualTo(Status.PASS);
					});
				}
			}
		}
	}

	private EmbeddedPostgres.Builder database() {
		return EmbeddedPostgres.builder().setDataDirectory(this.folder.resolve("data")).setCleanDataDirectory(false);
	}

}
