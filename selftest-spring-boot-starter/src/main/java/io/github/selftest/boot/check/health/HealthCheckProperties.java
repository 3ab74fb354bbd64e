package io.github.selftest.boot.check.health;

import java.time.Duration;
import java.util.Set;
import java.util.regex.Pattern;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

import io.github.selftest.boot.check.SelfTestConfigurationException;

/**
 * Properties of kind {@code health}.
 *
 * @param enabled Whether the health indicators of the service are checks.
 * @param exclude Names of health contributors that are not run, such as db or tenants/eu.
 * @param includeCovered Whether health indicators are run, too, whose work another kind
 * does: that of a database whose pool has a check, which takes two connections each time.
 * @param shared Names of health contributors whose dependency is shared with other
 * instances, beside those that are known to be. They have no say in '/health'.
 * @param groups Groups that the checks belong to.
 * @param deadline Time after which a health indicator is interrupted and fails.
 */
@ConfigurationProperties(prefix = "selftest.check.health", ignoreUnknownFields = false)
record HealthCheckProperties(@DefaultValue("true") boolean enabled, @DefaultValue Set<String> exclude,
		@DefaultValue("false") boolean includeCovered, @DefaultValue Set<String> shared, @DefaultValue( {
				"smoke", "continuous" }) Set<String> groups,
		@DefaultValue("5s") Duration deadline){

	private static final Pattern GROUP = Pattern.compile("[a-z][A-Za-z0-9-]{0,39}");

	// told at the start: found out later, no indicator is a check and nothing fails
	HealthCheckProperties {
		if (deadline.isZero() || deadline.isNegative()) {
			throw new SelfTestConfigurationException("selftest.check.health.deadline", deadline,
					"a duration greater than 0", "Give a duration such as 5s.");
		}
		for (String group : groups) {
			if (!GROUP.matcher(group).matches()) {
				throw new SelfTestConfigurationException("selftest.check.health.groups", group,
						"a name that matches " + GROUP.pattern(),
						"Start with a small letter; use letters, digits and dashes.");
			}
		}
	}

}
