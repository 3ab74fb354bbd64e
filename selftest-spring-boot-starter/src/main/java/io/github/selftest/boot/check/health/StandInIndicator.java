package io.github.selftest.boot.check.health;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthContributor;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.util.ClassUtils;

/**
 * A blocking indicator in place of a contributor that is none, and of which class that
 * contributor is: the adapters of Spring Boot are all of the same.
 *
 * @param indicator the indicator
 * @param type the class of what it stands for
 */
record StandInIndicator(HealthIndicator indicator, Class<?> type) implements HealthIndicator {

	static Class<?> typeOf(HealthContributor contributor) {
		return (contributor instanceof StandInIndicator standIn) ? standIn.type()
				: ClassUtils.getUserClass(contributor);
	}

	@Override
	public @Nullable Health health(boolean includeDetails) {
		return this.indicator.health(includeDetails);
	}

	@Override
	public @Nullable Health health() {
		return this.indicator.health();
	}

}
