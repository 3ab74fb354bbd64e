package io.github.selftest.boot.check.pool;

import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import io.github.selftest.api.Check;
import io.github.selftest.api.CheckResult;
import io.github.selftest.api.Finding;
import io.github.selftest.api.Measurement;
import io.github.selftest.api.Status;
import io.github.selftest.boot.TestPostgres;
import io.github.selftest.boot.check.SelfTestConfigurationException;
import io.github.selftest.boot.check.TestCheckContext;
import io.github.selftest.boot.check.pool.PoolCheckProperties.Role;
import io.github.selftest.boot.check.pool.PoolCheckProperties.Target;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class TargetChecksTests {

	private static EmbeddedPostgres database;

	private static TcpRelay pooler;

	private final Map<String, Target> targets = new LinkedHashMap<>();

	@BeforeAll
	static void startDatabase() throws IOException {
		database = TestPostgres.start();
		pooler = new TcpRelay(database.getPort());
	}

	@AfterAll
	static void stopDatabase() throws IOException {
		pooler.close();
		database.close();
	}

	@BeforeEach
	void declare() throws IOException {
		pooler.serve();
		this.targets.put("bouncer", target(pooler.port(), "postgres", Role.POOLER));
		this.targets.put("primary", target(database.getPort(), "postgres", Role.DIRECT));
	}

	@Test
	void passesWhenAllAnswerAndTellsTheirTimes() throws Exception {
		CheckResult result = run("poolTargets");
		assertThat(result.status()).as(result.toString()).isEqualTo(Status.PASS);
		assertThat(result.measurements()).extracting(Measurement::name)
			.contains("bouncerConnectTime", "bouncerQueryTime", "primaryConnectTime", "primaryQueryTime");
		assertThat(result.toString()).doesNotContain("s3cret");
	}

	@Test
	void namesThePoolerThatIsGone() throws Exception {
		pooler.refuse();
		CheckResult result = run("poolTargets");
		assertThat(Pools.worst(result).code()).isEqualTo("pool.pooler-database-refused");
		assertThat(Pools.worst(result).message()).isEqualTo("Pooler 'bouncer' refuses connections");
		assertThat(result.findings()).extracting(Finding::code).contains("pool.target-answers");
	}

	@Test
	void namesThePoolerThatHangs() throws Exception {
		pooler.hang();
		assertThat(Pools.worst(run("poolTargets")).code()).isEqualTo("pool.pooler-database-hangs");
	}

	@Test
	void keepsAUrlThatNoDriverKnowsOutOfTheLog() throws Exception {
		Target target = new Target("jdbc:none://db/shop?password=s3cret", null, null, Role.DIRECT);
		Throwable thrown = new TargetProbe("primary", target, System::nanoTime).look(Duration.ofSeconds(2)).thrown();
		assertThat(thrown).isNotNull();
		assertThat(thrown.toString()).doesNotContain("s3cret");
	}

	@Test
	void comparesRolesAndDatabases() throws Exception {
		this.targets.put("replica", target(database.getPort(), "template1", Role.STANDBY));
		CheckResult result = run("poolTargets");
		assertThat(result.status()).isEqualTo(Status.WARN);
		assertThat(result.findings()).extracting(Finding::code).contains("pool.target-role", "pool.targets-differ");
	}

	@Test
	void rehearsesTheSwitchAndTellsTheTimeWithoutService() throws Exception {
		CheckResult result = run("poolFailover");
		assertThat(result.status()).as(result.toString()).isEqualTo(Status.PASS);
		assertThat(result.measurements()).extracting(Measurement::name).contains("withoutService", "backTime");
	}

	@Test
	void takesTwoConnectionsAtMostForARehearsalAndOneAtATimeElse() throws Exception {
		this.targets.replaceAll((name, target) -> new Target(
				String.valueOf(target.url()).replace("jdbc:postgresql:", CountingDriver.PREFIX), "postgres", "s3cret",
				target.role()));
		try (CountingDriver driver = new CountingDriver()) {
			assertThat(run("poolTargets").status()).isEqualTo(Status.PASS);
			assertThat(driver.most()).isEqualTo(1);
			assertThat(run("poolFailover").status()).isEqualTo(Status.PASS);
			assertThat(driver.most()).isEqualTo(2);
			assertThat(driver.open()).isZero();
		}
	}

	@Test
	void failsARehearsalInWhichNothingTakesOver() throws Exception {
		this.targets.put("primary", target(1, "postgres", Role.DIRECT));
		CheckResult result = run("poolFailover");
		assertThat(result.status()).isEqualTo(Status.FAIL);
		assertThat(Pools.worst(result).message()).contains("nothing takes over when the pooler is gone");
	}

	@Test
	void cannotRehearseWithoutThePooler() throws Exception {
		pooler.refuse();
		CheckResult result = run("poolFailover");
		assertThat(result.status()).isEqualTo(Status.INCONCLUSIVE);
		assertThat(Pools.worst(result).code()).isEqualTo("pool.failover-not-rehearsed");
	}

	@Test
	void isAbsentWhenNothingIsDeclared() {
		assertThat(new TargetChecks(Pools.PROPERTIES, System::nanoTime).checks()).isEmpty();
	}

	@Test
	void showsNoSecretOfATarget() {
		Target target = new Target("postgresql://user:s3cret@db", "user", "s3cret", Role.DIRECT);
		assertThat(target.toString()).doesNotContain("s3cret", "user");
		assertThatExceptionOfType(SelfTestConfigurationException.class).isThrownBy(() -> target.require("a"))
			.satisfies((ex) -> assertThat(ex.toString() + ex.seen()).doesNotContain("s3cret"));
	}

	private CheckResult run(String id) throws Exception {
		PoolCheckProperties properties = new PoolCheckProperties(true, Set.of(), Set.of("continuous"),
				Duration.ofSeconds(15), Duration.ofSeconds(5), Duration.ofMillis(700), true, 3, false,
				Duration.ofMinutes(5), Duration.ofMillis(500), Duration.ofMillis(200), Duration.ofMillis(300), 0.01,
				Duration.ofSeconds(10), 1, 1, Duration.ofSeconds(10), null, null, Duration.ofSeconds(10), this.targets);
		TargetChecks checks = new TargetChecks(properties, System::nanoTime);
		try {
			Check check = checks.checks()
				.stream()
				.filter((one) -> one.definition().id().equals(id))
				.findFirst()
				.orElseThrow();
			return check.run(TestCheckContext.of(check.definition()));
		}
		finally {
			checks.destroy();
		}
	}

	private static Target target(int port, String name, Role role) {
		return new Target("jdbc:postgresql://localhost:" + port + "/" + name, "postgres", "s3cret", role);
	}

}
