package io.github.selftest.boot.check.pool;

import java.time.Duration;
import java.util.Map;
import java.util.Set;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;

import io.github.selftest.api.CheckResult;
import io.github.selftest.api.Finding;
import io.github.selftest.boot.check.MeterReadings;
import io.github.selftest.boot.check.TestCheckContext;

/**
 * Pools and checks of them, as the tests need them.
 */
final class Pools {

	private static final Duration DEADLINE = Duration.ofSeconds(5);

	/** A limit that is not the matter of a test, however slow the machine is. */
	private static final Duration PATIENCE = Duration.ofSeconds(10);

	private static final String UNSEEN = "com.zaxxer.hikari.aliveBypassWindowMs";

	static final PoolCheckProperties PROPERTIES = properties(false, true);

	private Pools() {
	}

	static PoolCheckProperties properties(boolean recordTimes, boolean direct) {
		return properties(recordTimes, direct, 3);
	}

	static PoolCheckProperties properties(boolean recordTimes, boolean direct, int spareConnections) {
		return properties(Duration.ofMillis(500), direct, spareConnections, recordTimes, PATIENCE, PATIENCE, PATIENCE);
	}

	static PoolCheckProperties withBorrowTimeout(Duration timeout) {
		return properties(timeout, true, 3, false, PATIENCE, PATIENCE, PATIENCE);
	}

	static PoolCheckProperties withQueryLimits(Duration limit, Duration alert) {
		return properties(Duration.ofMillis(500), true, 3, false, limit, alert, PATIENCE);
	}

	static PoolCheckProperties withReplicaLag(Duration limit) {
		return properties(Duration.ofMillis(500), true, 3, false, PATIENCE, PATIENCE, limit);
	}

	private static PoolCheckProperties properties(Duration borrowTimeout, boolean direct, int spareConnections,
			boolean recordTimes, Duration queryLimit, Duration queryAlert, Duration replicaLag) {
		return new PoolCheckProperties(true, Set.of(), Set.of("continuous"), Duration.ofSeconds(15),
				Duration.ofSeconds(5), borrowTimeout, direct, spareConnections, recordTimes, Duration.ofMinutes(5),
				PATIENCE, queryLimit, queryAlert, 0.01, replicaLag, 1, 1, Duration.ofSeconds(10), null, null,
				Duration.ofSeconds(10), Map.of());
	}

	static HikariDataSource pool(int port, int most) {
		HikariConfig config = config(port, most);
		return new HikariDataSource(config);
	}

	/**
	 * Return a pool that looks at a connection before it hands it out if that was not
	 * used for a time, which is half a second elsewhere.
	 * @param config how the pool is
	 * @param unseen the time
	 * @return the pool
	 */
	static HikariDataSource pool(HikariConfig config, Duration unseen) {
		System.setProperty(UNSEEN, String.valueOf(unseen.toMillis()));
		try {
			return new HikariDataSource(config);
		}
		finally {
			System.clearProperty(UNSEEN);
		}
	}

	static HikariConfig config(int port, int most) {
		HikariConfig config = new HikariConfig();
		config.setPoolName("shop");
		config.setJdbcUrl("jdbc:postgresql://localhost:" + port + "/postgres");
		config.setUsername("postgres");
		config.setPassword("postgres");
		config.setMaximumPoolSize(most);
		config.setMinimumIdle(1);
		config.setInitializationFailTimeout(-1);
		config.setAllowPoolSuspension(true);
		return config;
	}

	static PoolCheck check(HikariDataSource dataSource) {
		return check(dataSource, PROPERTIES);
	}

	static PoolCheck check(HikariDataSource dataSource, PoolCheckProperties properties) {
		PoolTimes times = new PoolTimes(dataSource, properties, MeterReadings.NONE, System::nanoTime);
		return new PoolCheck("poolShop", "shop", dataSource, properties, times, System::nanoTime);
	}

	static CheckResult run(PoolCheck check) throws InterruptedException {
		long start = System.nanoTime();
		CheckResult result = check.run(TestCheckContext.of(check.definition()).withRemaining(DEADLINE));
		Duration took = Duration.ofNanos(System.nanoTime() - start);
		if (took.compareTo(DEADLINE) > 0) {
			throw new AssertionError("expected a result within %s but it took %s".formatted(DEADLINE, took));
		}
		return result;
	}

	static Finding worst(CheckResult result) {
		return result.findings()
			.stream()
			.filter((finding) -> finding.status() == result.status())
			.findFirst()
			.orElseThrow();
	}

}
