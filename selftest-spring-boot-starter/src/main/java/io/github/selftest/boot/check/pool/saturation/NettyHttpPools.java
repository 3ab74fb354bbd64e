package io.github.selftest.boot.check.pool.saturation;

import java.util.List;
import java.util.Map;
import java.util.Objects;

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

	private static final List<String> SIDE = List.of("name", "id", "remote.address");

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
		List<Gauge> waiting = this.meters.gauges(METERS + "pending.connections");
		List<Gauge> max = this.meters.gauges(METERS + "max.connections");
		List<Usage> sides = this.meters.gauges(METERS + "active.connections")
			.stream()
			.filter((active) -> Objects.equals(active.tags().get("name"), name))
			.map((active) -> Getters.usage((long) active.value(), of(max, active), of(waiting, active)))
			.filter(Objects::nonNull)
			.toList();
		return sides.isEmpty() ? null : Usage.worst(sides.get(0), sides);
	}

	@Override
	public Silence silence(String client) {
		return new Silence(
				"HTTP client '%s' of Reactor Netty has no meters (yet) that tell how its connections are used"
					.formatted(client),
				"Call 'metrics(true)' on the builder of its 'ConnectionProvider', or 'metrics(true, (uri) -> uri)' with "
						+ "a pattern for each URI on its 'HttpClient'; they appear with the first connection");
	}

	private static @Nullable String name(Object pool) {
		Object name = Getters.call(pool, "name");
		return (name != null) ? name.toString() : null;
	}

	private static @Nullable Long of(List<Gauge> gauges, Gauge other) {
		return gauges.stream()
			.filter((gauge) -> isOfSameSide(gauge.tags(), other.tags()))
			.map((gauge) -> (long) gauge.value())
			.findFirst()
			.orElse(null);
	}

	private static boolean isOfSameSide(Map<String, String> one, Map<String, String> other) {
		return SIDE.stream().allMatch((tag) -> Objects.equals(one.get(tag), other.get(tag)));
	}

}
