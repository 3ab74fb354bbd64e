package io.github.selftest.boot.check.pool.saturation;

import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

import javax.sql.DataSource;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.jdbc.metadata.DataSourcePoolMetadata;
import org.springframework.boot.jdbc.metadata.DataSourcePoolMetadataProvider;

/**
 * Finds connection pools of DBCP2, Tomcat and Oracle by the metadata of Spring Boot.
 * Those of HikariCP have checks of their own, which know more.
 */
final class DataSources implements PoolSource {

	private static final String HIKARI = "HikariDataSourcePoolMetadata";

	private final ExistingBeans beans;

	private final List<DataSourcePoolMetadataProvider> providers;

	DataSources(ExistingBeans beans, List<DataSourcePoolMetadataProvider> providers) {
		this.beans = beans;
		this.providers = List.copyOf(providers);
	}

	@Override
	public Stream<WatchedPool> pools() {
		return this.beans.of(DataSource.class).flatMap((source) -> pool(source.name(), source.bean()));
	}

	private Stream<WatchedPool> pool(String name, DataSource source) {
		return this.providers.stream()
			.map((provider) -> provider.getDataSourcePoolMetadata(source))
			.filter(Objects::nonNull)
			.filter((metadata) -> !metadata.getClass().getSimpleName().equals(HIKARI))
			.limit(1)
			.map((metadata) -> new WatchedPool(name, Sort.DATA_SOURCE, source, () -> usage(metadata, source)));
	}

	private static @Nullable Usage usage(DataSourcePoolMetadata metadata, DataSource source) {
		// of those, only the pool of Tomcat tells who waits
		return Getters.usage(number(metadata.getActive()), number(metadata.getMax()),
				Getters.number(source, "waitCount"));
	}

	private static @Nullable Long number(@Nullable Integer number) {
		return (number != null) ? number.longValue() : null;
	}

}
