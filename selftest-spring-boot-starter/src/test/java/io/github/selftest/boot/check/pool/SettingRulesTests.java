package io.github.selftest.boot.check.pool;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;

import com.zaxxer.hikari.HikariDataSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import io.github.selftest.api.CheckResult;
import io.github.selftest.api.Finding;
import io.github.selftest.api.Status;
import io.github.selftest.boot.check.TestCheckContext;
import io.github.selftest.boot.check.pool.PoolCheckProperties.PoolerMode;
import io.github.selftest.boot.check.pool.PoolCheckProperties.Role;
import io.github.selftest.boot.check.pool.PoolCheckProperties.Target;

import static org.assertj.core.api.Assertions.assertThat;

class SettingRulesTests {

	private final HikariDataSource pool = new HikariDataSource();

	SettingRulesTests() {
		this.pool.setJdbcUrl("jdbc:postgresql://db:5432/shop?password=s3cret");
		this.pool.setConnectionTimeout(2000);
		this.pool.setMaximumPoolSize(10);
		this.pool.setLeakDetectionThreshold(60_000);
	}

	@Test
	void findsNothingInGoodSettings() {
		assertThat(codes(1, null, null)).isEmpty();
	}

	@Test
	void comparesTheConnectionTimeoutWithThoseOfCallers() {
		this.pool.setConnectionTimeout(30_000);
		assertThat(codes(1, null, null)).containsExactly("pool.connection-timeout");
	}

	@Test
	void comparesAllReplicasWithTheLimitOfTheServer() {
		assertThat(codes(9, null, null)).isEmpty();
		assertThat(codes(10, null, null)).containsExactly("pool.server-limit");
	}

	@Test
	void comparesLifetimesWithWhatCutsConnections() {
		this.pool.setKeepaliveTime(0);
		assertThat(codes(1, Duration.ofMinutes(10), null)).containsExactly("pool.keepalive");
		this.pool.setKeepaliveTime(120_000);
		assertThat(codes(1, Duration.ofMinutes(10), null)).isEmpty();
		this.pool.setKeepaliveTime(0);
		this.pool.setMaxLifetime(300_000);
		assertThat(codes(1, Duration.ofMinutes(10), null)).isEmpty();
		assertThat(look(rules(1, null, null, false, 17), server(97, 60_000L, "42.7"))).extracting(Finding::code)
			.containsExactly("pool.keepalive");
		this.pool.setMaxLifetime(0);
		assertThat(codes(1, null, null)).containsExactly("pool.max-lifetime");
	}

	@Test
	void notesThatLeaksWouldNotBeLogged() {
		this.pool.setLeakDetectionThreshold(0);
		List<Finding> findings = look(rules(1, null, null, false, 17), null);
		assertThat(findings).extracting(Finding::code).containsExactly("pool.leak-detection");
		assertThat(findings.get(0).status()).isEqualTo(Status.PASS);
	}

	@Test
	void warnsOfPreparedStatementsOnSharedConnections() {
		assertThat(codes(1, null, PoolerMode.TRANSACTION)).containsExactly("pool.prepared-statements");
		assertThat(codes(1, null, PoolerMode.SESSION)).isEmpty();
		this.pool.setJdbcUrl("jdbc:postgresql://pooler:6543/shop");
		assertThat(codes(1, null, null)).containsExactly("pool.prepared-statements");
		this.pool.setJdbcUrl("jdbc:postgresql://pooler:6543/shop?prepareThreshold=0");
		assertThat(codes(1, null, null)).isEmpty();
		this.pool.setJdbcUrl("jdbc:postgresql://pooler:6543/shop");
		this.pool.addDataSourceProperty("prepareThreshold", "0");
		assertThat(codes(1, null, null)).isEmpty();
	}

	@Test
	void warnsOfVirtualThreads() {
		assertThat(look(rules(1, null, null, true, 17), null)).isEmpty();
		assertThat(look(rules(1, null, null, true, 21), server(97, 0L, "42.5.1"))).extracting(Finding::code)
			.containsExactly("pool.virtual-threads", "pool.pinning-driver");
		assertThat(look(rules(1, null, null, true, 25), null)).singleElement()
			.satisfies((finding) -> assertThat(finding.observed()).startsWith("HikariCP 7."));
		assertThat(look(rules(1, null, null, true, 25), server(97, 0L, "42.5.1"))).extracting(Finding::code)
			.containsExactly("pool.virtual-threads");
	}

	@Test
	void saysOfEachTrapWhatWasSeenAndExpectedAndWhatToDo() {
		this.pool.setConnectionTimeout(30_000);
		this.pool.setMaxLifetime(0);
		this.pool.setKeepaliveTime(0);
		this.pool.setLeakDetectionThreshold(0);
		List<Finding> traps = look(rules(10, Duration.ofMinutes(10), PoolerMode.TRANSACTION, true, 21),
				server(97, 0L, "42.5.1"));
		assertThat(traps).extracting(Finding::code)
			.containsExactly("pool.connection-timeout", "pool.server-limit", "pool.max-lifetime", "pool.keepalive",
					"pool.leak-detection", "pool.prepared-statements", "pool.virtual-threads", "pool.pinning-driver");
		assertThat(traps).extracting(Finding::observed)
			.startsWith("30000 ms", "100", "0", "keepalive-time 0 ms, max-lifetime 0 ms", "0", "prepareThreshold 5");
		assertThat(traps).allSatisfy((trap) -> {
			assertThat(trap.message()).contains("'shop'");
			assertThat(trap.expected()).isNotBlank();
			assertThat(trap.remedy()).isNotBlank();
		});
	}

	@Test
	void leavesAloneWhatNeedsNoRemedy() {
		assertThat(look(rules(1, null, null, true, 21), server(97, 0L, "42.6.0"))).extracting(Finding::code)
			.doesNotContain("pool.pinning-driver");
		assertThat(look(rules(1, null, null, true, 21), null)).extracting(Finding::code)
			.doesNotContain("pool.pinning-driver");
		this.pool.setConnectionTimeout(9_999);
		this.pool.setMaxLifetime(30_000);
		this.pool.setLeakDetectionThreshold(2_000);
		assertThat(look(rules(1, null, null, false, 21), null)).isEmpty();
	}

	@Test
	void saysWhetherThereIsNoTrapOrNoPool() {
		SettingRules rules = rules(1, null, null, false, 17);
		SettingsCheck none = new SettingsCheck(List::of, rules);
		assertThat(none.run(TestCheckContext.of(none.definition())).status()).isEqualTo(Status.INCONCLUSIVE);
		PoolCheck check = Pools.check(this.pool);
		SettingsCheck some = new SettingsCheck(() -> List.of(check), rules);
		CheckResult good = some.run(TestCheckContext.of(some.definition()));
		assertThat(good.status()).isEqualTo(Status.PASS);
		assertThat(good.findings()).extracting(Finding::code).containsExactly("pool.settings");
	}

	@Test
	void takesAPoolThatGoesPastThePoolerForWhatItIs() {
		Map<String, Target> targets = Map.of("bouncer",
				new Target("jdbc:postgresql://pooler:7000/shop", "shop", "s3cret", Role.POOLER), "primary",
				new Target("jdbc:postgresql://DB:5432/shop", "shop", "s3cret", Role.DIRECT));
		SettingRules rules = new SettingRules(properties(1, null, PoolerMode.TRANSACTION, targets), false, 17);
		assertThat(look(rules, null)).isEmpty();
		this.pool.setJdbcUrl("jdbc:postgresql://pooler:7000/shop");
		assertThat(look(rules, null)).extracting(Finding::code).containsExactly("pool.prepared-statements");
		this.pool.setJdbcUrl("jdbc:postgresql://other:5432/shop");
		assertThat(look(rules, null)).isEmpty();
	}

	private List<String> codes(int replicas, @Nullable Duration idleCut, @Nullable PoolerMode mode) {
		return look(rules(replicas, idleCut, mode, false, 17), server(97, 0L, "42.7")).stream()
			.map(Finding::code)
			.toList();
	}

	private List<Finding> look(SettingRules rules, Answer.@Nullable Server server) {
		List<Finding> findings = rules.look("shop", this.pool, server);
		assertThat(findings.toString()).doesNotContain("s3cret");
		return findings;
	}

	private static SettingRules rules(int replicas, @Nullable Duration idleCut, @Nullable PoolerMode mode,
			boolean virtual, int java) {
		return new SettingRules(properties(replicas, idleCut, mode, Map.of()), virtual, java);
	}

	private static PoolCheckProperties properties(int replicas, @Nullable Duration idleCut, @Nullable PoolerMode mode,
			Map<String, Target> targets) {
		return new PoolCheckProperties(true, Set.of(), Set.of("continuous"), Duration.ofSeconds(15),
				Duration.ofSeconds(5), Duration.ofSeconds(1), true, 3, false, Duration.ofMinutes(5),
				Duration.ofMillis(500), Duration.ofMillis(200), Duration.ofMillis(300), 0.01, Duration.ofSeconds(10), 1,
				replicas, Duration.ofSeconds(10), idleCut, mode, Duration.ofSeconds(10), targets);
	}

	private static Answer.Server server(int connections, long idleSessionMillis, String driver) {
		return new Answer.Server("PostgreSQL 17", "shop", false, false, 0.0, connections, null, idleSessionMillis,
				"PostgreSQL JDBC Driver " + driver);
	}

}
