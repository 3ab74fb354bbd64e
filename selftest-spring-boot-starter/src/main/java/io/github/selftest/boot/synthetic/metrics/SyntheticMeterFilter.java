package io.github.selftest.boot.synthetic.metrics;

import java.util.List;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.core.instrument.config.MeterFilterReply;
import org.springframework.boot.micrometer.metrics.autoconfigure.MetricsProperties;
import org.springframework.boot.micrometer.metrics.autoconfigure.PropertiesMeterFilter;
import org.springframework.core.Ordered;

/**
 * Moves synthetic meters before any filter of the service sees them: one that keeps a few
 * tags only would otherwise leave them among those of users. A moved meter is on or off
 * with that of users, and has limits of its own, of the same size.
 */
final class SyntheticMeterFilter implements MeterFilter, Ordered {

	private final MovedMeters moved;

	private final MetricsProperties properties;

	private final PropertiesMeterFilter ofProperties;

	private final List<MeterFilter> limits;

	SyntheticMeterFilter(MovedMeters moved, MetricsProperties properties, List<MeterFilter> limits) {
		this.moved = moved;
		this.properties = properties;
		this.ofProperties = new PropertiesMeterFilter(properties);
		this.limits = List.copyOf(limits);
	}

	@Override
	public int getOrder() {
		return HIGHEST_PRECEDENCE;
	}

	@Override
	public Meter.Id map(Meter.Id id) {
		return this.moved.move(id);
	}

	@Override
	public MeterFilterReply accept(Meter.Id id) {
		if (!this.moved.contains(id)) {
			return MeterFilterReply.NEUTRAL;
		}
		if (isOffForUsers(id) || isBeyondALimit(id)) {
			return MeterFilterReply.DENY;
		}
		return isOffOnlyByItsName(id) ? MeterFilterReply.ACCEPT : MeterFilterReply.NEUTRAL;
	}

	private boolean isOffForUsers(Meter.Id id) {
		return this.ofProperties.accept(MovedMeters.asOfUsers(id)) == MeterFilterReply.DENY;
	}

	private boolean isBeyondALimit(Meter.Id id) {
		return this.limits.stream().anyMatch((limit) -> limit.accept(id) == MeterFilterReply.DENY);
	}

	// 'all: false' together with 'http.server.requests: true', while nobody said
	// 'synthetic'
	private boolean isOffOnlyByItsName(Meter.Id id) {
		return this.ofProperties.accept(id) == MeterFilterReply.DENY && this.properties.getEnable()
			.keySet()
			.stream()
			.noneMatch((name) -> (name + ".").startsWith(MovedMeters.PREFIX));
	}

}
