package io.github.selftest.boot.check.pool;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

import javax.sql.DataSource;

import com.zaxxer.hikari.HikariConfigMXBean;
import com.zaxxer.hikari.HikariDataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.aop.TargetSource;
import org.springframework.aop.framework.Advised;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.HierarchicalBeanFactory;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.jdbc.DataSourceUnwrapper;
import org.springframework.jdbc.datasource.DelegatingDataSource;
import org.springframework.jdbc.datasource.lookup.AbstractRoutingDataSource;
import org.springframework.util.StringUtils;

import io.github.selftest.boot.check.PoolIds;

/**
 * Finds the HikariCP pools among the beans that there are already, whatever they are
 * wrapped in. Creates no bean, and asks no proxy whose target is chosen anew at each
 * call.
 */
final class PoolFinder {

	private static final Pattern GENERATED = Pattern.compile("HikariPool-[0-9]+");

	private static final Pattern NOT_IN_IDS = Pattern.compile("[^A-Za-z0-9]+");

	private static final int MAX_ID = 40;

	private static final int MAX_DEPTH = 8;

	private final BeanFactory beans;

	PoolFinder(BeanFactory beans) {
		this.beans = beans;
	}

	/**
	 * Find them.
	 * @return the pools by the ids of their checks
	 */
	Map<String, Pool> find() {
		Map<HikariDataSource, String> names = new LinkedHashMap<>();
		for (BeanFactory next = this.beans; next != null; next = parent(next)) {
			if (next instanceof ConfigurableListableBeanFactory factory) {
				for (String name : factory.getSingletonNames()) {
					// one that is being made is not asked for, as that would make it
					// early
					if (factory.containsSingleton(name)
							&& factory.getSingleton(name) instanceof DataSource dataSource) {
						// a pool is registered before what wraps it
						pools(dataSource).forEach((pool) -> names.putIfAbsent(pool, name));
					}
				}
			}
		}
		Map<String, Pool> found = new LinkedHashMap<>();
		names.forEach((pool, bean) -> put(found, new Pool(name(pool, bean), pool)));
		return found;
	}

	/**
	 * Return the pools behind a data source, as far as they can be known without asking
	 * it for a connection.
	 * @param dataSource the data source
	 * @return the pools, of which there are several behind one that routes
	 */
	static Collection<HikariDataSource> pools(DataSource dataSource) {
		return pools(dataSource, 0);
	}

	static String name(HikariDataSource pool, String bean) {
		String name = pool.getPoolName();
		if (name != null && !name.isBlank() && !GENERATED.matcher(name).matches()) {
			return name;
		}
		String stripped = bean.replaceFirst("(?i)[-_.]?data[-_.]?source$", "");
		return stripped.isEmpty() ? "main" : stripped;
	}

	static String id(String name) {
		StringBuilder id = new StringBuilder("pool");
		NOT_IN_IDS.splitAsStream(name).map(StringUtils::capitalize).forEach(id::append);
		return id.substring(0, Math.min(id.length(), MAX_ID));
	}

	private static void put(Map<String, Pool> found, Pool pool) {
		String id = id(pool.name());
		String candidate = id;
		for (int i = 2; PoolIds.RESERVED.contains(candidate) || found.containsKey(candidate); i++) {
			String suffix = String.valueOf(i);
			candidate = id.substring(0, Math.min(id.length(), MAX_ID - suffix.length())) + suffix;
		}
		found.put(candidate, pool);
	}

	private static Collection<HikariDataSource> pools(DataSource dataSource, int depth) {
		if (dataSource instanceof HikariDataSource pool) {
			return List.of(pool);
		}
		if (depth > MAX_DEPTH) {
			return List.of();
		}
		if (dataSource instanceof Advised proxy) {
			return behind(proxy, depth);
		}
		if (dataSource instanceof AbstractRoutingDataSource routing) {
			return routes(routing, depth);
		}
		if (dataSource instanceof DelegatingDataSource delegating) {
			DataSource target = delegating.getTargetDataSource();
			return (target != null) ? pools(target, depth + 1) : List.of();
		}
		HikariDataSource pool = DataSourceUnwrapper.unwrap(dataSource, HikariConfigMXBean.class,
				HikariDataSource.class);
		return (pool != null) ? List.of(pool) : List.of();
	}

	private static Collection<HikariDataSource> behind(Advised proxy, int depth) {
		TargetSource source = proxy.getTargetSource();
		if (!source.isStatic()) {
			return List.of();
		}
		try {
			return (source.getTarget() instanceof DataSource target) ? pools(target, depth + 1) : List.of();
		}
		catch (Exception ex) {
			return List.of();
		}
	}

	private static Collection<HikariDataSource> routes(AbstractRoutingDataSource routing, int depth) {
		List<DataSource> targets = new ArrayList<>();
		try {
			targets.addAll(routing.getResolvedDataSources().values());
		}
		catch (IllegalStateException ex) {
			return List.of();
		}
		DataSource other = routing.getResolvedDefaultDataSource();
		if (other != null) {
			targets.add(other);
		}
		return targets.stream().flatMap((target) -> pools(target, depth + 1).stream()).distinct().toList();
	}

	private static @Nullable BeanFactory parent(BeanFactory factory) {
		return (factory instanceof HierarchicalBeanFactory child) ? child.getParentBeanFactory() : null;
	}

	/**
	 * A pool.
	 *
	 * @param name its name, or that of its bean
	 * @param dataSource the pool itself
	 */
	record Pool(String name, HikariDataSource dataSource) {

	}

}
