package io.github.selftest.sample.failover;

import java.time.Duration;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.context.annotation.Profile;
import org.springframework.util.Assert;

/**
 * How the shop gets past a pooler that is gone.
 *
 * @param url the database by way of the pooler
 * @param maxDirectConnections how many connections past the pooler there may be
 * @param lookEvery the time between two looks at the pooler
 * @param lookTimeout how long one look may take
 * @param failuresToLeave looks in a row that must fail before connections go past the
 * pooler
 * @param successesToReturn looks in a row that must succeed before they go by its way
 * again
 * @param stayDirect how long they go past it at least
 * @param jitter up to how much of each time is added at random, so that the instances of
 * a service do not come all at once
 */
@ConfigurationProperties("shop.pooler")
@Profile("pooler")
record PoolerProperties(String url, @DefaultValue("3") int maxDirectConnections, @DefaultValue("1s") Duration lookEvery,
		@DefaultValue("2s") Duration lookTimeout, @DefaultValue("2") int failuresToLeave,
		@DefaultValue("3") int successesToReturn, @DefaultValue("10s") Duration stayDirect,
		@DefaultValue("0.5") double jitter) {

	PoolerProperties {
		Assert.hasText(url, "'shop.pooler.url' must be the address of the database by way of the pooler");
		Assert.isTrue(maxDirectConnections > 0, "'shop.pooler.max-direct-connections' must be greater than 0");
		Assert.isTrue(failuresToLeave > 0, "'shop.pooler.failures-to-leave' must be greater than 0");
		Assert.isTrue(successesToReturn > 0, "'shop.pooler.successes-to-return' must be greater than 0");
		Assert.isTrue(jitter >= 0 && jitter <= 1, "'shop.pooler.jitter' must be between 0 and 1");
	}

}
