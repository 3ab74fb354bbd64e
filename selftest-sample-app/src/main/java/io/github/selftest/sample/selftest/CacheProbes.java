package io.github.selftest.sample.selftest;

import java.util.Map;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import io.github.selftest.api.probe.PathVariableValues;
import io.github.selftest.api.probe.ProbeIdentity;

/**
 * What the checks of HTTP caching need to know of the shop.
 */
@Configuration(proxyBeanMethods = false)
class CacheProbes {

	@Bean
	PathVariableValues firstProduct() {
		return (route) -> route.equals("/products/{id}") ? Map.of("id", "1") : Map.of();
	}

	@Bean
	ProbeIdentity signedInCustomer(TestCustomer customer) {
		return (shop) -> Map.of("Authorization", customer.bearerToken(shop));
	}

}
