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

	static final PoolCheckProperties PROPERTIES = properties(false, true);

	private Pools() {
	}

	static PoolCheckProperties properties(boolean recordTimes, boolean direct) {
		return properties(recordTimes, direct, 3);
	}

	static PoolCheckProperties properties(boolean recordTimes, boolean direct, int spareConnections) {
		return new PoolCheckProperties(true, Set.of(), Set.of("continuous"), Duration.ofSeconds(15),
				Duration.ofSeconds(5), Duration.ofMillis(500), direct, spareConnections, recordTimes,
				Duration.ofMinutes(5), Duration.ofMillis(500), Duration.ofMillis(200), Duration.ofMillis(300), 0.01,
				Duration.ofSeconds(10), 1, 1, Duration.ofSeconds(10), null, null, Duration.ofSeconds(10), Map.of());
	}

	static PoolCheckProperties withReplicaLag(Duration limit) {
		return new PoolCheckProperties(true, Set.of(), Set.of("continuous"), Duration.ofSeconds(15),
				Duration.ofSeconds(5), Duration.ofMillis(500), true, 3, false, Duration.ofMinutes(5),
				Duration.ofMillis(500), Duration.ofMillis(200), Duration.ofMillis(300), 0.01, limit, 1, 1,
				Duration.ofSeconds(10), null, null, Duration.ofSeconds(10), Map.of());
	}

	static HikariDataSource pool(int port, int most) {
		HikariConfig config = config(port, most);
		return new HikariDataSource(config);
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
