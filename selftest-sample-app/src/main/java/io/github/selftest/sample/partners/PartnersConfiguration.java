package io.github.selftest.sample.partners;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Profile;

/**
 * Starts the partners beside the shop.
 */
@Configuration(proxyBeanMethods = false)
@Profile("partners")
class PartnersConfiguration {

	@Bean(initMethod = "start", destroyMethod = "stop")
	Warehouse warehouse() {
		return new Warehouse();
	}

	@Bean(initMethod = "start", destroyMethod = "stop")
	DeviceHub deviceHub() {
		return new DeviceHub();
	}

}
