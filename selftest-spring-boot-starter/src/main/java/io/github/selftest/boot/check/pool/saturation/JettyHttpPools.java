package io.github.selftest.boot.check.pool.saturation;

import java.util.Collection;
import java.util.List;
import java.util.Objects;

import org.jspecify.annotations.Nullable;
import org.springframework.util.ClassUtils;

/**
 * Knows the HTTP client of Jetty, which has a pool for each side that it talks to.
 */
final class JettyHttpPools implements HttpLibrary {

	private static final String TYPE = "org.eclipse.jetty.client.HttpClient";

	private static final int MAX_DESTINATIONS = 100;

	private final @Nullable Class<?> type;

	JettyHttpPools(@Nullable ClassLoader classLoader) {
		this.type = ClassUtils.isPresent(TYPE, classLoader) ? ClassUtils.resolveClassName(TYPE, classLoader) : null;
	}

	@Override
	public boolean isPool(Object candidate) {
		return this.type != null && this.type.isInstance(candidate);
	}

	@Override
	public @Nullable Usage usage(Object client) {
		Usage none = Getters.usage(0L, Getters.number(client, "maxConnectionsPerDestination"), 0L);
		return (none != null && Boolean.TRUE.equals(Getters.read(client, "running")))
				? Usage.worst(none, destinations(client)) : null;
	}

	@Override
	public Silence silence(String client) {
		return new Silence("HTTP client '%s' of Jetty is not started".formatted(client), null);
	}

	private static List<Usage> destinations(Object client) {
		return (Getters.read(client, "destinations") instanceof Collection<?> destinations) ? destinations.stream()
			.limit(MAX_DESTINATIONS)
			.map(JettyHttpPools::usageOf)
			.filter(Objects::nonNull)
			.toList() : List.of();
	}

	private static @Nullable Usage usageOf(Object destination) {
		return Getters.usage(Getters.number(destination, "connectionPool.activeConnectionCount"),
				Getters.number(destination, "connectionPool.maxConnectionCount"),
				Getters.number(destination, "queuedRequestCount"));
	}

}
