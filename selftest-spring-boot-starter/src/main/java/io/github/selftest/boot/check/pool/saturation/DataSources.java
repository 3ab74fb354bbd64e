package io.github.selftest.boot.check.pool.saturation;

import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;

import javax.sql.DataSource;

import org.jspecify.annotations.Nullable;
import org.springframework.aop.framework.AopProxyUtils;
import org.springframework.boot.jdbc.metadata.DataSourcePoolMetadata;
import org.springframework.boot.jdbc.metadata.DataSourcePoolMetadataProvider;
import org.springframework.jdbc.datasource.DelegatingDataSource;

import io.github.selftest.boot.check.pool.saturation.ExistingBeans.Named;

/**
 * Finds connection pools of DBCP2, Tomcat and Oracle by the metadata of Spring Boot.
 * Those of HikariCP have checks of their own, which know more.
 */
final class DataSources implements PoolSource {

	private static final int MAX_PROXIES = 10;

	private static final String HIKARI = "HikariDataSourcePoolMetadata";

	private final ExistingBeans beans;

	private final List<DataSourcePoolMetadataProvider> providers;

	DataSources(ExistingBeans beans, List<DataSourcePoolMetadataProvider> providers) {
		this.beans = beans;
		this.providers = List.copyOf(providers);
	}

	@Override
	public Stream<WatchedPool> pools() {
		Set<Object> seen = Collections.newSetFromMap(new IdentityHashMap<>());
		return this.beans.of(DataSource.class)
			.map((source) -> new Named<>(source.name(), behind(source.bean())))
			.filter((source) -> seen.add(source.bean()))
			.flatMap((source) -> pool(source.name(), source.bean()));
	}

	/**
	 * Return what is behind proxies, of Spring and of AOP, in any order.
	 */
	private static DataSource behind(DataSource source) {
		DataSource current = source;
		for (int i = 0; i < MAX_PROXIES; i++) {
			DataSource next = (current instanceof DelegatingDataSource proxy) ? proxy.getTargetDataSource()
					: (AopProxyUtils.getSingletonTarget(current) instanceof DataSource target) ? target : null;
			if (next == null) {
				return current;
			}
			current = next;
		}
		return current;
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
