package io.github.selftest.boot.check.pool;

import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;

import com.zaxxer.hikari.HikariDataSource;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import io.github.selftest.boot.TestPostgres;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What users of a pool notice of the check: the 99th percentile of their waiting and
 * query, in alternating halves of pairs with and without it. The check runs all the time,
 * and not every 15 seconds.
 */
@Tag("measurement")
class UsersOfAPoolTests {

	private static final int PAIRS = 16;

	private static final long HALF_MILLIS = 1500;

	@Test
	void aHundredUsersOfTenConnectionsDontNoticeIt() throws Exception {
		compare("100 users of 10 connections", 100);
	}

	@Test
	void eightUsersOfTenConnectionsDontNoticeIt() throws Exception {
		compare("8 users of 10 connections", 8);
	}

	private static void compare(String name, int users) throws IOException, InterruptedException {
		List<Double> ratios = new ArrayList<>();
		try (EmbeddedPostgres database = TestPostgres.start();
				HikariDataSource pool = Pools.pool(database.getPort(), 10)) {
			PoolCheck check = Pools.check(pool);
			half(pool, users, check);
			for (int pair = 0; pair < PAIRS; pair++) {
				boolean isFirst = pair % 2 == 0;
				double one = half(pool, users, isFirst ? check : null);
				double two = half(pool, users, isFirst ? null : check);
				ratios.add(Math.log(isFirst ? one / two : two / one));
			}
		}
		double mean = ratios.stream().mapToDouble(Double::doubleValue).average().orElseThrow();
		double variance = ratios.stream().mapToDouble((ratio) -> (ratio - mean) * (ratio - mean)).sum() / (PAIRS - 1);
		// Student's t for 15 degrees of freedom, 95 %
		double margin = 2.131 * Math.sqrt(variance / PAIRS);
		System.out.printf("%s: p99 with / without %.3f [%.3f, %.3f], %d pairs%n", name, Math.exp(mean),
				Math.exp(mean - margin), Math.exp(mean + margin), PAIRS);
		assertThat(Math.exp(mean - margin)).isLessThan(1.1);
	}

	private static double half(HikariDataSource pool, int count, @Nullable PoolCheck check)
			throws InterruptedException {
		AtomicBoolean isOver = new AtomicBoolean();
		List<Thread> threads = new ArrayList<>();
		List<List<Long>> times = new ArrayList<>();
		for (int i = 0; i < count; i++) {
			List<Long> own = new ArrayList<>();
			times.add(own);
			threads.add(new Thread(() -> use(pool, own, isOver)));
		}
		if (check != null) {
			threads.add(new Thread(() -> watch(check, isOver)));
		}
		threads.forEach(Thread::start);
		threads.get(0).join(HALF_MILLIS);
		isOver.set(true);
		for (Thread thread : threads) {
			thread.join();
		}
		long[] all = times.stream().flatMap(List::stream).mapToLong(Long::longValue).sorted().toArray();
		return all[(int) (all.length * 0.99)];
	}

	private static void use(HikariDataSource pool, List<Long> times, AtomicBoolean isOver) {
		while (!isOver.get()) {
			long start = System.nanoTime();
			try (Connection connection = pool.getConnection(); Statement sql = connection.createStatement()) {
				sql.execute("SELECT pg_sleep(0.005)");
			}
			catch (SQLException ex) {
				return;
			}
			times.add(System.nanoTime() - start);
		}
	}

	private static void watch(PoolCheck check, AtomicBoolean isOver) {
		try {
			while (!isOver.get()) {
				Pools.run(check);
				LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

}
