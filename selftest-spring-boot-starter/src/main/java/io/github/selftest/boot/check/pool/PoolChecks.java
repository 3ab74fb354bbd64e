package io.github.selftest.boot.check.pool;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.function.Predicate;

import com.zaxxer.hikari.HikariDataSource;
import org.springframework.beans.factory.DisposableBean;

import io.github.selftest.api.Check;
import io.github.selftest.api.CheckProvider;
import io.github.selftest.boot.check.BuiltInCheck;
import io.github.selftest.boot.check.MeterReadings;
import io.github.selftest.boot.check.PoolIds;

/**
 * A check for each pool that there is. Asked at run time, as pools may come later; one
 * that is known keeps its check, with what it has seen.
 */
final class PoolChecks implements CheckProvider, PoolIds, DisposableBean {

	private final PoolFinder finder;

	private final PoolCheckProperties properties;

	private final Predicate<String> isEnabled;

	private final MeterReadings meters;

	private final LongSupplier nanoTime;

	private final SettingsCheck settings;

	private volatile Map<String, PoolCheck> checks = Map.of();

	PoolChecks(PoolFinder finder, PoolCheckProperties properties, Predicate<String> isEnabled, MeterReadings meters,
			SettingRules rules, LongSupplier nanoTime) {
		this.finder = finder;
		this.properties = properties;
		this.isEnabled = isEnabled;
		this.meters = meters;
		this.nanoTime = nanoTime;
		this.settings = new SettingsCheck(this::known, rules);
	}

	@Override
	public synchronized Collection<? extends Check> checks() {
		Map<String, PoolCheck> found = new LinkedHashMap<>();
		this.finder.find().forEach((id, pool) -> {
			if (!this.properties.exclude().contains(pool.name())) {
				found.put(id, check(id, pool));
			}
		});
		this.checks.values().stream().filter((check) -> !found.containsValue(check)).forEach(PoolCheck::stop);
		this.checks = found;
		List<BuiltInCheck> all = new ArrayList<>(found.values());
		if (!all.isEmpty()) {
			all.add(this.settings);
		}
		return all;
	}

	/**
	 * Return the checks that were there when last asked.
	 * @return the checks
	 */
	synchronized Collection<PoolCheck> known() {
		return List.copyOf(this.checks.values());
	}

	@Override
	public Set<String> taken() {
		return Set.copyOf(this.finder.find().keySet());
	}

	/**
	 * Return whether a pool has a check that runs.
	 * @param pool the pool
	 * @return whether it is watched
	 */
	boolean isWatched(HikariDataSource pool) {
		return this.finder.find()
			.entrySet()
			.stream()
			.anyMatch((found) -> isSame(found.getValue().dataSource(), pool)
					&& !this.properties.exclude().contains(found.getValue().name())
					&& this.isEnabled.test(found.getKey()));
	}

	@SuppressWarnings("ReferenceEquality") // a pool is equal to itself alone
	private static boolean isSame(HikariDataSource one, HikariDataSource two) {
		return one == two;
	}

	@Override
	public synchronized void destroy() {
		this.checks.values().forEach(PoolCheck::stop);
		this.checks = Map.of();
	}

	private PoolCheck check(String id, PoolFinder.Pool pool) {
		HikariDataSource dataSource = pool.dataSource();
		PoolCheck known = this.checks.get(id);
		if (known != null && known.dataSource() == dataSource) {
			return known;
		}
		PoolTimes times = new PoolTimes(dataSource, this.properties, this.meters, this.nanoTime);
		return new PoolCheck(id, pool.name(), dataSource, this.properties, times, this.nanoTime);
	}

}
