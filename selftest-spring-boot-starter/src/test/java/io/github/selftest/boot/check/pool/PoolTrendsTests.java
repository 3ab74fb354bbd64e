package io.github.selftest.boot.check.pool;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleUnaryOperator;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import io.github.selftest.api.Finding;
import io.github.selftest.api.Status;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What is said of pools whose load is known, with each of many seeds.
 */
class PoolTrendsTests {

	private static final int SEEDS = 20;

	// none of those that the limits were found with
	private static final int FIRST_SEED = 1_000_000;

	private static final double USAGE = 0.2;

	// from 5 to 25 users a second: one to five connections
	private static final Map<String, DoubleUnaryOperator> LOADS = loads();

	@Test
	void findsALeakOfOneAMinuteWithinTenMinutes() {
		List<Double> minutes = new ArrayList<>();
		LOADS.forEach((name, load) -> {
			for (int seed = FIRST_SEED; seed < FIRST_SEED + SEEDS; seed++) {
				SimulatedPool pool = new SimulatedPool(seed, load, (time) -> USAGE, 60);
				Watched seen = watch(pool, 600, 15);
				assertThat(seen.finding).as("load '%s', seed %d", name, seed).isNotNull();
				assertThat(seen.finding.code()).as("load '%s', seed %d", name, seed).isEqualTo("pool.leak");
				minutes.add(seen.seconds / 60);
			}
		});
		minutes.sort(null);
		System.out.printf("leak found after %.1f minutes (median), %.1f at most, %d runs%n",
				minutes.get(minutes.size() / 2), minutes.get(minutes.size() - 1), minutes.size());
		Finding finding = watch(new SimulatedPool(1, (time) -> 10, (time) -> USAGE, 60), 600, 15).finding;
		assertThat(finding).isNotNull();
		assertThat(finding.status()).isEqualTo(Status.WARN);
		assertThat(finding.remedy()).contains("leak-detection-threshold");
	}

	@Test
	void findsNothingInThirtyMinutesOfLoadThatVariesFiveFold() {
		assertThat(alarms(FIRST_SEED, SEEDS)).isEmpty();
	}

	@Test
	@Tag("slow")
	void hasFewFalseAlarmsInAThousandHours() {
		int seeds = 400;
		List<String> alarms = alarms(FIRST_SEED + SEEDS, seeds);
		System.out.printf("%d false alarms in %d runs of 30 minutes: %s%n", alarms.size(), seeds * LOADS.size(),
				alarms);
		assertThat(alarms).hasSizeLessThanOrEqualTo(1);
	}

	private static List<String> alarms(int from, int seeds) {
		List<String> alarms = new ArrayList<>();
		LOADS.forEach((name, load) -> {
			for (int seed = from; seed < from + seeds; seed++) {
				SimulatedPool pool = new SimulatedPool(seed, load, (time) -> USAGE, Double.MAX_VALUE);
				Watched seen = watch(pool, 1800, 15);
				if (seen.finding != null) {
					alarms.add("load '%s', seed %d, minute %.1f: %s".formatted(name, seed, seen.seconds / 60,
							seen.finding));
				}
			}
		});
		return alarms;
	}

	@Test
	void findsUsageThatCreepsUpAndSaysWhatItWas() {
		SimulatedPool pool = new SimulatedPool(7, (time) -> 10, (time) -> 0.1 + 0.3 * time / 600, Double.MAX_VALUE);
		Watched seen = watch(pool, 600, 15);
		assertThat(seen.finding).isNotNull();
		assertThat(seen.finding.code()).isEqualTo("pool.usage-creeps");
		assertThat(seen.finding.observed()).endsWith("ms each");
	}

	@Test
	void findsConnectionsThatNeverComeBack() {
		// three are lost in the first half minute, and none after it
		PoolTrends trends = new PoolTrends("shop", 1);
		SimulatedPool pool = new SimulatedPool(3, (time) -> 10, (time) -> USAGE, Double.MAX_VALUE);
		for (int second = 15; second <= 700; second += 15) {
			pool.runUntil(second);
			trends.look(pool.nanoTime(), pool.active() + 5, pool.usage());
		}
		assertThat(trends.findings(pool.state(), 0)).extracting(Finding::code).containsExactly("pool.not-returned");
		assertThat(trends.missing()).isGreaterThan(3);
	}

	@Test
	void beginsAnewWhenTheMetersDo() {
		PoolTrends trends = new PoolTrends("shop", 1);
		trends.look(0, 9, new Usage(100, 1000));
		trends.look(15_000_000_000L, 9, new Usage(10, 100));
		assertThat(trends.missing()).isZero();
	}

	private static Watched watch(SimulatedPool pool, int seconds, int every) {
		PoolTrends trends = new PoolTrends("shop", 1);
		for (int second = every; second <= seconds; second += every) {
			pool.runUntil(second);
			trends.look(pool.nanoTime(), pool.active(), pool.usage());
			List<Finding> findings = trends.findings(pool.state(), 0);
			if (!findings.isEmpty()) {
				return new Watched(findings.get(0), second);
			}
		}
		return new Watched(null, seconds);
	}

	private static Map<String, DoubleUnaryOperator> loads() {
		Map<String, DoubleUnaryOperator> loads = new LinkedHashMap<>();
		loads.put("ramp up", (time) -> 5 + 20 * Math.min(1, time / 1800));
		loads.put("fast ramp up", (time) -> 5 + 20 * Math.min(1, time / 500));
		loads.put("ramp down", (time) -> 25 - 20 * Math.min(1, time / 1800));
		loads.put("wave", (time) -> 15 - 10 * Math.cos(time / 180));
		loads.put("steps", (time) -> ((int) (time / 240) % 2 == 0) ? 5 : 25);
		loads.put("bursts", (time) -> (time % 60 < 10) ? 25 : 5);
		return loads;
	}

	private record Watched(@Nullable Finding finding, double seconds) {

	}

}
