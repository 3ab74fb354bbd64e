package io.github.selftest.sample.partners;

import org.springframework.context.annotation.Profile;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/**
 * What visitors see of the partners.
 */
@RestController
@Profile("partners")
class PartnerController {

	private final StockClient stock;

	private final HubClient devices;

	PartnerController(StockClient stock, HubClient devices) {
		this.stock = stock;
		this.devices = devices;
	}

	@GetMapping("/products/{id}/stock")
	Stock stock(@PathVariable int id) {
		return this.stock.of(id);
	}

	@GetMapping("/devices/{device}")
	Device device(@PathVariable String device) {
		return this.devices.device(device);
	}

}
