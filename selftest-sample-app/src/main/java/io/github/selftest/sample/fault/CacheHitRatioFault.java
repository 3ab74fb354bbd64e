package io.github.selftest.sample.fault;

import org.springframework.boot.cache.autoconfigure.CacheManagerCustomizer;
import org.springframework.cache.caffeine.CaffeineCacheManager;
import org.springframework.context.annotation.Profile;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/**
 * To save memory somebody has given the cache room for two products of ten.
 */
@Component
@Profile("fault-cache-hit-ratio")
@Order(Ordered.LOWEST_PRECEDENCE)
class CacheHitRatioFault implements CacheManagerCustomizer<CaffeineCacheManager> {

	@Override
	public void customize(CaffeineCacheManager manager) {
		manager.setCacheSpecification("maximumSize=2,expireAfterWrite=60s,recordStats");
	}

}
