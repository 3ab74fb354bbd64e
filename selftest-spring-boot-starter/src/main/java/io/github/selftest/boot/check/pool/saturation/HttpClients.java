package io.github.selftest.boot.check.pool.saturation;

import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.springframework.util.ClassUtils;

/**
 * Finds beans that are connection managers of Apache HttpClient. One that is hidden
 * inside a client is not found.
 */
final class HttpClients implements PoolSource {

	private static final String TYPE = "org.apache.hc.core5.pool.ConnPoolStats";

	private final ExistingBeans beans;

	private final @Nullable Class<?> type;

	HttpClients(ExistingBeans beans, @Nullable ClassLoader classLoader) {
		this(beans, ClassUtils.isPresent(TYPE, classLoader) ? ClassUtils.resolveClassName(TYPE, classLoader) : null);
	}

	HttpClients(ExistingBeans beans, @Nullable Class<?> type) {
		this.beans = beans;
		this.type = type;
	}

	@Override
	public Stream<WatchedPool> pools() {
		return (this.type != null) ? this.beans.of(this.type)
			.map((pool) -> new WatchedPool(pool.name(), Sort.HTTP_CLIENT, pool.bean(), () -> usage(pool.bean())))
				: Stream.empty();
	}

	private static @Nullable Usage usage(Object pool) {
		Object stats = Getters.read(pool, "totalStats");
		return (stats != null) ? Getters.usage(Getters.number(stats, "leased"), Getters.number(stats, "max"),
				Getters.number(stats, "pending")) : null;
	}

}
