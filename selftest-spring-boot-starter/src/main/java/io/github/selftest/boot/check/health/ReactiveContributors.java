package io.github.selftest.boot.check.health;

import org.springframework.boot.health.contributor.HealthContributors;

/**
 * The reactive health contributors of the application, where there are any, to be called
 * as blocking ones.
 */
@FunctionalInterface
interface ReactiveContributors {

	HealthContributors get();

}
