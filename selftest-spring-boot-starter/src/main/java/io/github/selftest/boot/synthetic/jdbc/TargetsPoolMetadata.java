package io.github.selftest.boot.synthetic.jdbc;

import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;

import javax.sql.DataSource;

import org.jspecify.annotations.Nullable;
import org.springframework.aop.framework.Advised;
import org.springframework.aop.framework.AopProxyUtils;
import org.springframework.boot.jdbc.metadata.DataSourcePoolMetadata;
import org.springframework.boot.jdbc.metadata.DataSourcePoolMetadataProvider;

/**
 * Lets those who ask for the state of a pool behind our proxy have that of the pool. Boot
 * reads a field of a {@code HikariDataSource}, and takes the proxy for one.
 */
final class TargetsPoolMetadata implements DataSourcePoolMetadataProvider {

	private final Supplier<List<DataSourcePoolMetadataProvider>> providers;

	TargetsPoolMetadata(Supplier<List<DataSourcePoolMetadataProvider>> providers) {
		this.providers = providers;
	}

	@Override
	public @Nullable DataSourcePoolMetadata getDataSourcePoolMetadata(DataSource dataSource) {
		if (!isOurs(dataSource) || !(AopProxyUtils.getSingletonTarget(dataSource) instanceof DataSource target)) {
			return null;
		}
		return this.providers.get()
			.stream()
			.map((provider) -> provider.getDataSourcePoolMetadata(target))
			.filter(Objects::nonNull)
			.findFirst()
			.orElse(null);
	}

	private static boolean isOurs(DataSource dataSource) {
		return dataSource instanceof Advised advised && advised.getAdvisorCount() > 0
				&& advised.getAdvisors()[0].getAdvice() instanceof ReadOnlyConnections;
	}

}
