package io.github.selftest.boot.check.pool;

import java.lang.reflect.Field;
import java.util.Collection;
import java.util.List;
import java.util.function.Predicate;

import javax.sql.DataSource;

import com.zaxxer.hikari.HikariDataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.jdbc.health.DataSourceHealthIndicator;

import io.github.selftest.boot.check.CoveredIndicators;

/**
 * Knows Boot's indicators of databases whose pools have checks. Such an indicator borrows
 * two connections at each call, and waits for them in the queue of the users.
 */
final class CoveredDatabases implements CoveredIndicators {

	private static final Logger logger = LoggerFactory.getLogger(CoveredDatabases.class);

	private final Predicate<HikariDataSource> isWatched;

	private final @Nullable Field dataSource;

	CoveredDatabases(Predicate<HikariDataSource> isWatched) {
		this.isWatched = isWatched;
		this.dataSource = field();
	}

	@Override
	public boolean covers(Object indicator) {
		// one of the application may look at more than the pool does
		if (indicator.getClass() != DataSourceHealthIndicator.class) {
			return false;
		}
		DataSource looksAt = dataSource(indicator);
		Collection<HikariDataSource> pools = (looksAt != null) ? PoolFinder.pools(looksAt) : List.of();
		return !pools.isEmpty() && pools.stream().allMatch(this.isWatched);
	}

	private @Nullable DataSource dataSource(Object indicator) {
		try {
			return (this.dataSource != null) ? (DataSource) this.dataSource.get(indicator) : null;
		}
		catch (IllegalAccessException ex) {
			return null;
		}
	}

	private static @Nullable Field field() {
		try {
			Field field = DataSourceHealthIndicator.class.getDeclaredField("dataSource");
			field.setAccessible(true);
			return field;
		}
		catch (ReflectiveOperationException | RuntimeException ex) {
			logger.debug("Health indicators of databases are asked beside the checks of pools", ex);
			return null;
		}
	}

}
