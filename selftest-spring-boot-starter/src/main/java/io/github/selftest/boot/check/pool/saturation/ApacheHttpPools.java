package io.github.selftest.boot.check.pool.saturation;

import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.springframework.util.ClassUtils;
import org.springframework.util.ReflectionUtils;

/**
 * Knows the connection managers of Apache HttpClient 5. Five connections to one side are
 * what each may have unless told otherwise, long before all are in use.
 */
final class ApacheHttpPools implements HttpLibrary {

	private static final String TYPE = "org.apache.hc.core5.pool.ConnPoolStats";

	private static final int MAX_ROUTES = 100;

	private final @Nullable Class<?> type;

	ApacheHttpPools(@Nullable ClassLoader classLoader) {
		this.type = ClassUtils.isPresent(TYPE, classLoader) ? ClassUtils.resolveClassName(TYPE, classLoader) : null;
	}

	@Override
	public boolean isPool(Object candidate) {
		return this.type != null && this.type.isInstance(candidate);
	}

	@Override
	public @Nullable Usage usage(Object pool) {
		Usage total = usageOf(Getters.read(pool, "totalStats"));
		return (total != null) ? Usage.worst(total, routes(pool)) : null;
	}

	@Override
	public Silence silence(String client) {
		return new Silence("HTTP client '%s' of Apache does not tell how its connections are used".formatted(client),
				"Use a 'PoolingHttpClientConnectionManager'");
	}

	private List<Usage> routes(Object pool) {
		Class<?> type = this.type;
		return (type != null && Getters.read(pool, "routes") instanceof Collection<?> routes)
				? Stream.of(routes.toArray())
					.limit(MAX_ROUTES)
					.map((route) -> usageOf(ReflectionUtils.invokeMethod(
							Objects.requireNonNull(ClassUtils.getMethod(type, "getStats", Object.class)), pool, route)))
					.filter(Objects::nonNull)
					.toList()
				: List.of();
	}

	private static @Nullable Usage usageOf(@Nullable Object stats) {
		return (stats != null) ? Getters.usage(Getters.number(stats, "leased"), Getters.number(stats, "max"),
				Getters.number(stats, "pending")) : null;
	}

}
