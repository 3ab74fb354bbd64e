package io.github.selftest.boot.check.pool.saturation;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

import org.jspecify.annotations.Nullable;
import org.springframework.util.ClassUtils;

import io.github.selftest.boot.check.MeterReadings;
import io.github.selftest.boot.check.MeterReadings.Gauge;

/**
 * Knows the connection providers of Reactor Netty, by the meters that they have where
 * somebody has switched these on.
 */
final class NettyHttpPools implements HttpLibrary {

	private static final String TYPE = "reactor.netty.resources.PooledConnectionProvider";

	private static final String METERS = "reactor.netty.connection.provider.";

	private static final String ACTIVE = METERS + "active.connections";

	private static final String MAX = METERS + "max.connections";

	private static final String PENDING = METERS + "pending.connections";

	private static final Set<String> FIGURES = Set.of(ACTIVE, MAX, PENDING);

	private static final String NAME = "name";

	private final @Nullable Class<?> type;

	private final MeterReadings meters;

	NettyHttpPools(@Nullable ClassLoader classLoader, MeterReadings meters) {
		this.type = ClassUtils.isPresent(TYPE, classLoader) ? ClassUtils.resolveClassName(TYPE, classLoader) : null;
		this.meters = meters;
	}

	@Override
	public boolean isPool(Object candidate) {
		return this.type != null && this.type.isInstance(candidate);
	}

	@Override
	public @Nullable Usage usage(Object pool) {
		String name = name(pool);
		return worstByName(name::equals).get(name);
	}

	@Override
	public Reading reading() {
		Map<String, Usage> all = worstByName((name) -> true);
		return (pool) -> all.get(name(pool));
	}

	@Override
	public Silence silence(String client) {
		return new Silence(
				"HTTP client '%s' of Reactor Netty has no meters (yet) that tell how its connections are used"
					.formatted(client),
				"Call 'metrics(true)' on the builder of its 'ConnectionProvider', or 'metrics(true, (uri) -> uri)' with "
						+ "a pattern for each URI on its 'HttpClient'; they appear with the first connection");
	}

	private static String name(Object pool) {
		return String.valueOf(Getters.call(pool, "name"));
	}

	private Map<String, Usage> worstByName(Predicate<String> wanted) {
		Map<Side, Map<String, Long>> sides = new HashMap<>();
		this.meters.gauges(FIGURES, NAME, wanted)
			.forEach((gauge) -> sides.computeIfAbsent(Side.of(gauge), (side) -> new HashMap<>())
				.put(gauge.name(), (long) gauge.value()));
		Map<String, Usage> worst = new HashMap<>();
		sides.forEach((side, figures) -> {
			Usage usage = Getters.usage(figures.get(ACTIVE), figures.get(MAX), figures.get(PENDING));
			if (usage != null) {
				worst.merge(side.name(), usage, (one, other) -> Usage.worst(one, List.of(other)));
			}
		});
		return worst;
	}

	/**
	 * One side that a pool has connections to.
	 *
	 * @param name the name of the pool
	 * @param id which of its pools it is
	 * @param address where it is
	 */
	private record Side(String name, @Nullable String id, @Nullable String address) {

		static Side of(Gauge gauge) {
			Map<String, String> tags = gauge.tags();
			return new Side(tags.getOrDefault(NAME, ""), tags.get("id"), tags.get("remote.address"));
		}

	}

}
