package io.github.selftest.boot.synthetic.metrics;

import java.util.List;
import java.util.function.Supplier;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.core.instrument.distribution.DistributionStatisticConfig;
import org.jspecify.annotations.Nullable;
import org.springframework.core.Ordered;
import org.springframework.util.function.SingletonSupplier;

/**
 * Gives a moved meter the histogram, percentiles and objectives of that of users: all
 * filters of the service are asked by the name that the meter had. Last, as a setting for
 * {@code all} would otherwise win over one for {@code http.server.requests}.
 */
final class SyntheticDistributionFilter implements MeterFilter, Ordered {

	private final MovedMeters moved;

	private final Supplier<List<MeterFilter>> ofService;

	SyntheticDistributionFilter(MovedMeters moved, Supplier<List<MeterFilter>> all) {
		this.moved = moved;
		this.ofService = SingletonSupplier
			.of(() -> all.get().stream().filter(SyntheticDistributionFilter::isNotOurs).toList());
	}

	@Override
	public int getOrder() {
		return LOWEST_PRECEDENCE;
	}

	@Override
	public @Nullable DistributionStatisticConfig configure(Meter.Id id, DistributionStatisticConfig config) {
		if (!this.moved.contains(id)) {
			return config;
		}
		Meter.Id ofUsers = MovedMeters.asOfUsers(id);
		DistributionStatisticConfig result = config;
		for (MeterFilter filter : this.ofService.get()) {
			DistributionStatisticConfig configured = filter.configure(ofUsers, result);
			result = (configured != null) ? configured : result;
		}
		return result;
	}

	private static boolean isNotOurs(MeterFilter filter) {
		return !(filter instanceof SyntheticDistributionFilter) && !(filter instanceof SyntheticMeterFilter);
	}

}
