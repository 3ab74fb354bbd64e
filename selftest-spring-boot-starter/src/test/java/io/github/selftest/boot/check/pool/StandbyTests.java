package io.github.selftest.boot.check.pool;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.github.selftest.api.CheckResult;
import io.github.selftest.api.Finding;
import io.github.selftest.api.Measurement;
import io.github.selftest.api.Status;
import io.github.selftest.boot.TestPostgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * A real standby, made as an administrator makes one: a copy of the files of the primary,
 * which then streams what is written there.
 */
@Tag("slow")
class StandbyTests {

	private static final Duration LIMIT = Duration.ofSeconds(1);

	@TempDir
	@SuppressWarnings("NullAway.Init")
	private Path folder;

	@Test
	void seesHowFarAStandbyIsBehindAndThatItHasCaughtUp() throws Exception {
		EmbeddedPostgres primary = start("primary");
		try (EmbeddedPostgres standby = copy(primary); HikariDataSource pool = pool(standby)) {
			PoolCheck check = Pools.check(pool, Pools.withReplicaLag(LIMIT));
			assertThat(lag(Pools.run(check))).isZero();

			// it has replayed no transaction yet, so none can tell how old it is
			execute(standby, "SELECT pg_wal_replay_pause()");
			execute(primary, "CREATE TABLE product (name text)");
			await().untilAsserted(() -> assertThat(lag(Pools.run(check))).isPositive());
			execute(standby, "SELECT pg_wal_replay_resume()");
			await().untilAsserted(() -> assertThat(Pools.run(check).status()).isEqualTo(Status.PASS));
			await().ignoreExceptions().until(() -> {
				execute(standby, "SELECT FROM product");
				return true;
			});

			execute(standby, "SELECT pg_wal_replay_pause()");
			execute(primary, "INSERT INTO product VALUES ('honey')");
			await().untilAsserted(() -> assertThat(lag(Pools.run(check))).isPositive());
			double first = lag(Pools.run(check));
			await().atMost(Duration.ofSeconds(10))
				.untilAsserted(() -> assertThat(lag(Pools.run(check))).isGreaterThan(Math.max(first, 1) + 0.5));
			CheckResult behind = Pools.run(check);
			assertThat(behind.status()).as(behind.toString()).isEqualTo(Status.WARN);
			assertThat(Pools.worst(behind).code()).isEqualTo("pool.replica-lags");

			execute(standby, "SELECT pg_wal_replay_resume()");
			await().untilAsserted(() -> {
				CheckResult caughtUp = Pools.run(check);
				assertThat(caughtUp.status()).isEqualTo(Status.PASS);
				assertThat(lag(caughtUp)).isZero();
			});

			primary.close();
			// all that it received is replayed, and it receives no more
			await().atMost(Duration.ofSeconds(10)).untilAsserted(() -> {
				CheckResult cutOff = Pools.run(check);
				assertThat(cutOff.findings()).as(cutOff.toString())
					.extracting(Finding::code)
					.contains("pool.replica-lags");
			});
			check.stop();
		}
		finally {
			primary.close();
		}
	}

	@Test
	void claimsNoLagOfAStandbyThatLivesOnAnArchive() throws Exception {
		try (EmbeddedPostgres primary = start("primary");
				EmbeddedPostgres standby = copy(primary, archive());
				HikariDataSource pool = pool(standby)) {
			PoolCheck check = Pools.check(pool, Pools.withReplicaLag(LIMIT));
			CheckResult result = Pools.run(check);
			assertThat(result.status()).as(result.toString()).isEqualTo(Status.PASS);
			assertThat(result.findings()).extracting(Finding::code).contains("pool.replica-lag-unknown");
			assertThat(result.measurements()).extracting(Measurement::name).doesNotContain("replicaLag");
			check.stop();
		}
	}

	private static double lag(CheckResult result) {
		return result.measurements()
			.stream()
			.filter((measurement) -> measurement.name().equals("replicaLag"))
			.mapToDouble(Measurement::value)
			.findFirst()
			.orElseThrow(() -> new AssertionError(result.toString()));
	}

	private static HikariDataSource pool(EmbeddedPostgres standby) {
		HikariConfig config = Pools.config(standby.getPort(), 3);
		config.setReadOnly(true);
		return new HikariDataSource(config);
	}

	private static void execute(EmbeddedPostgres server, String sql) throws SQLException {
		try (Connection connection = server.getPostgresDatabase().getConnection();
				Statement statement = connection.createStatement()) {
			statement.execute(sql);
		}
	}

	private EmbeddedPostgres start(String name) throws IOException {
		return TestPostgres
			.start(EmbeddedPostgres.builder().setDataDirectory(this.folder.resolve(name)).setCleanDataDirectory(false));
	}

	private EmbeddedPostgres copy(EmbeddedPostgres primary) throws IOException, SQLException {
		return copy(primary, "primary_conninfo = 'host=127.0.0.1 port=%d user=postgres'".formatted(primary.getPort()));
	}

	private String archive() {
		return "restore_command = 'cp %s/%%f %%p'".formatted(this.folder.resolve("primary/pg_wal"));
	}

	private EmbeddedPostgres copy(EmbeddedPostgres primary, String source) throws IOException, SQLException {
		Path copy = this.folder.resolve("standby");
		try (Connection connection = primary.getPostgresDatabase().getConnection();
				Statement statement = connection.createStatement()) {
			statement.execute("SELECT pg_backup_start('standby', true)");
			copy(this.folder.resolve("primary"), copy);
			try (ResultSet row = statement.executeQuery("SELECT labelfile FROM pg_backup_stop(false)")) {
				row.next();
				Files.writeString(copy.resolve("backup_label"), row.getString(1));
			}
		}
		Files.createFile(copy.resolve("standby.signal"));
		Files.writeString(copy.resolve("postgresql.auto.conf"), source + System.lineSeparator(),
				StandardOpenOption.APPEND);
		Files.setPosixFilePermissions(copy, PosixFilePermissions.fromString("rwx------"));
		return start("standby");
	}

	private static void copy(Path from, Path to) throws IOException {
		Files.walkFileTree(from, new SimpleFileVisitor<>() {

			@Override
			public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) throws IOException {
				Files.createDirectories(to.resolve(from.relativize(folder)));
				return FileVisitResult.CONTINUE;
			}

			@Override
			public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
				boolean isOfTheProcess = file.getFileName().toString().startsWith("postmaster.");
				if (!isOfTheProcess && attributes.isRegularFile()) {
					try {
						Files.copy(file, to.resolve(from.relativize(file)));
					}
					catch (NoSuchFileException ex) {
						// a file that is gone by now is in the log of the backup
					}
				}
				return FileVisitResult.CONTINUE;
			}

			@Override
			public FileVisitResult visitFileFailed(Path file, IOException ex) {
				return FileVisitResult.CONTINUE;
			}

		});
	}

}
