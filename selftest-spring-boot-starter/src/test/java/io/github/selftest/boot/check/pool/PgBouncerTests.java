package io.github.selftest.boot.check.pool;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

import com.zaxxer.hikari.HikariDataSource;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;

import io.github.selftest.api.CheckResult;
import io.github.selftest.api.Status;
import io.github.selftest.boot.TestPostgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * A pool that goes through a real PgBouncer, where there is one.
 */
@Tag("slow")
@EnabledIf("isInstalled")
class PgBouncerTests {

	private static final Path PROGRAM = Path.of("/usr/sbin/pgbouncer");

	@TempDir
	@SuppressWarnings("NullAway.Init")
	private Path folder;

	static boolean isInstalled() {
		return Files.isExecutable(PROGRAM);
	}

	@Test
	void tellsAPoolerThatIsPausedFromOneThatIsStopped() throws Exception {
		int port = freePort();
		try (EmbeddedPostgres database = TestPostgres.start()) {
			Process pooler = start(port, database.getPort());
			try (HikariDataSource pool = Pools.pool(port, 3)) {
				PoolCheck check = Pools.check(pool);
				assertThat(Pools.run(check).status()).isEqualTo(Status.PASS);
				// PAUSE and RESUME, as an administrator would say it
				signal(pooler, "USR1");
				CheckResult paused = Pools.run(check);
				assertThat(paused.status()).as(paused.toString()).isEqualTo(Status.FAIL);
				assertThat(Pools.worst(paused).code()).as(paused.toString()).isEqualTo("pool.query-hangs");
				signal(pooler, "USR2");
				await().untilAsserted(() -> assertThat(Pools.run(check).status()).isEqualTo(Status.PASS));
				pooler.destroy();
				assertThat(pooler.waitFor(10, TimeUnit.SECONDS)).isTrue();
				CheckResult stopped = Pools.run(check);
				assertThat(Pools.worst(stopped).code()).as(stopped.toString()).isEqualTo("pool.database-refused");
				pooler = start(port, database.getPort());
				await().atMost(Duration.ofSeconds(15))
					.untilAsserted(() -> assertThat(Pools.run(check).status()).isEqualTo(Status.PASS));
			}
			finally {
				pooler.destroy();
			}
		}
	}

	private Process start(int port, int target) throws IOException {
		Files.setPosixFilePermissions(this.folder, PosixFilePermissions.fromString("rwxrwxrwx"));
		Path users = Files.writeString(this.folder.resolve("users.txt"), "\"postgres\" \"postgres\"\n");
		Path settings = Files.writeString(this.folder.resolve("pgbouncer.ini"), """
				[databases]
				postgres = host=127.0.0.1 port=%d dbname=postgres user=postgres password=postgres
				[pgbouncer]
				listen_addr = 127.0.0.1
				listen_port = %d
				unix_socket_dir =
				auth_type = trust
				auth_file = %s
				admin_users = postgres
				pool_mode = transaction
				ignore_startup_parameters = extra_float_digits
				""".formatted(target, port, users));
		ProcessBuilder builder = new ProcessBuilder(PROGRAM.toString(), settings.toString());
		if ("root".equals(System.getProperty("user.name"))) {
			builder.command(PROGRAM.toString(), "-u", "nobody", settings.toString());
		}
		Process process = builder.redirectErrorStream(true)
			.redirectOutput(this.folder.resolve("pgbouncer.log").toFile())
			.start();
		await().ignoreExceptions().until(() -> {
			new Socket(InetAddress.getLoopbackAddress(), port).close();
			return true;
		});
		return process;
	}

	private static void signal(Process process, String signal) throws IOException, InterruptedException {
		new ProcessBuilder("kill", "-" + signal, String.valueOf(process.pid())).start().waitFor();
	}

	private static int freePort() throws IOException {
		try (ServerSocket socket = new ServerSocket(0)) {
			return socket.getLocalPort();
		}
	}

}
