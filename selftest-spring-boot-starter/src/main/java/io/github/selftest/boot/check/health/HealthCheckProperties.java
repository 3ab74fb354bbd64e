package io.github.selftest.boot.check.health;

import java.time.Duration;
import java.util.Set;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Properties of kind {@code health}.
 *
 * @param enabled Whether the health indicators of the service are checks.
 * @param exclude Names of health contributors that are not run, such as db or tenants/eu.
 * @param shared Names of health contributors whose dependency is shared with other
 * instances, beside those that are known to be. They have no say in '/health'.
 * @param groups Groups that the checks belong to.
 * @param deadline Time after which a health indicator is interrupted and fails.
 */
@ConfigurationProperties(prefix = "selftest.check.health", ignoreUnknownFields = false)
record HealthCheckProperties(@DefaultValue("true") boolean enabled, @DefaultValue Set<String> exclude,
		@DefaultValue Set<String> shared, @DefaultValue( {
				"smoke", "continuous" }) Set<String> groups,
		@DefaultValue("5s") Duration deadline){

}
