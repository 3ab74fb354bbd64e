package io.github.selftest.boot.endpoint.health;

import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

import io.github.selftest.api.Groups;
import io.github.selftest.boot.engine.Engine;
import io.github.selftest.boot.engine.Verdict;

/**
 * The verdict of group {@code continuous} as Spring Boot shows health. Not knowing is
 * {@code UNKNOWN}, which is answered with 200.
 */
final class VerdictHealthIndicator implements HealthIndicator {

	private final Engine engine;

	VerdictHealthIndicator(Engine engine) {
		this.engine = engine;
	}

	@Override
	public Health health() {
		if (!this.engine.isRunning()) {
			return Health.unknown().build();
		}
		return this.engine.verdict(Groups.CONTINUOUS)
			.map(VerdictHealthIndicator::health)
			.orElseGet(() -> Health.unknown().build());
	}

	private static Health health(Verdict verdict) {
		Health.Builder health = switch (verdict.status()) {
			case PASS, WARN -> Health.up();
			case FAIL -> Health.down();
			case INCONCLUSIVE -> Health.unknown();
		};
		return health.withDetail("verdict", verdict.status().name())
			.withDetail("reason", verdict.reason())
			.withDetail("failed", verdict.failed())
			.withDetail("warned", verdict.warned())
			.withDetail("inconclusive", verdict.inconclusive())
			.build();
	}

}
