package io.github.selftest.boot.check.pool;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;

import com.zaxxer.hikari.HikariDataSource;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.github.selftest.api.CheckResult;
import io.github.selftest.api.Status;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

class RestartedDatabaseTests {

	private static final Set<String> GONE = Set.of("pool.database-refused", "pool.database-restarting");

	@TempDir
	@SuppressWarnings("NullAway.Init")
	private Path folder;

	@Test
	void failsWhileTheDatabaseRestartsAndPassesAfterwards() throws Exception {
		EmbeddedPostgres before = start(0);
		int port = before.getPort();
		try (HikariDataSource pool = Pools.pool(port, 3)) {
			PoolCheck check = Pools.check(pool);
			assertThat(Pools.run(check).status()).isEqualTo(Status.PASS);
			before.close();
			CheckResult down = Pools.run(check);
			assertThat(down.status()).as(down.toString()).isEqualTo(Status.FAIL);
			assertThat(GONE).as(down.toString()).contains(Pools.worst(down).code());
			try (EmbeddedPostgres after = start(port)) {
				await().atMost(Duration.ofSeconds(10)).untilAsserted(() -> {
					CheckResult up = Pools.run(check);
					assertThat(up.status()).as("port %d: %s", after.getPort(), up).isEqualTo(Status.PASS);
				});
			}
		}
	}

	private EmbeddedPostgres start(int port) throws IOException {
		return EmbeddedPostgres.builder()
			.setDataDirectory(this.folder.resolve("data"))
			.setCleanDataDirectory(false)
			.setPort(port)
			.start();
	}

}
