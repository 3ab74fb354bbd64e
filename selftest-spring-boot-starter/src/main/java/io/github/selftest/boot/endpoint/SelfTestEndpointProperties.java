package io.github.selftest.boot.endpoint;

import java.time.Duration;
import java.util.List;
import java.util.Set;

import org.springframework.boot.actuate.endpoint.Show;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What the endpoint permits.
 *
 * @param minInterval Time after the last completed run of a group or check in which a
 * POST is answered with the result of that run.
 * @param postGroups Names of the groups that a POST may run.
 * @param showDetails Who sees the results of single checks, with their findings and
 * measurements.
 * @param roles Roles of those who see details when authorized; anybody signed in when
 * empty.
 */
@ConfigurationProperties("selftest.endpoint")
record SelfTestEndpointProperties(@DefaultValue("5s") Duration minInterval, @DefaultValue( {
		"smoke", "continuous", "canary" }) List<String> postGroups, @DefaultValue("when-authorized") Show showDetails,
		@DefaultValue Set<String> roles){

	SelfTestEndpointProperties {
		if (minInterval.isNegative()) {
			throw new IllegalArgumentException(
					"'selftest.endpoint.min-interval' must not be negative but was %s".formatted(minInterval));
		}
	}

}
