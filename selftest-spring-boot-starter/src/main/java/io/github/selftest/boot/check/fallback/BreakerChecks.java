package io.github.selftest.boot.check.fallback;

import java.util.List;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;

import io.github.selftest.api.Check;

/**
 * A check for each breaker.
 */
final class BreakerChecks implements InstanceChecks {

	private static final int MOST_BREAKERS = 100;

	private final Instances breakers;

	private final FallbackCheckProperties properties;

	BreakerChecks(Instances breakers, FallbackCheckProperties properties) {
		this.breakers = breakers;
		this.properties = properties;
	}

	@Override
	public List<Check> checks(CheckIds ids) {
		return this.breakers.all()
			.stream()
			.limit(MOST_BREAKERS)
			.<Check>map((instance) -> new BreakerCheck(ids.of("breaker", instance.name()),
					(CircuitBreaker) instance.value(), this.properties.warnAboveSlowShare()))
			.toList();
	}

}
