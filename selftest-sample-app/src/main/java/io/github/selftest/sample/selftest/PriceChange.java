package io.github.selftest.sample.selftest;

import java.math.BigDecimal;

import org.springframework.stereotype.Component;

import io.github.selftest.api.probe.CacheMutationProbe;
import io.github.selftest.sample.catalogue.Catalogue;

/**
 * The season changes prices: that of the test product, which nobody can buy.
 */
@Component
class PriceChange implements CacheMutationProbe {

	private static final String PRODUCT = "Voucher of the self-test";

	private static final BigDecimal PRICE = new BigDecimal("1.00");

	private static final BigDecimal OTHER_PRICE = new BigDecimal("2.00");

	private final Catalogue catalogue;

	PriceChange(Catalogue catalogue) {
		this.catalogue = catalogue;
	}

	@Override
	public String name() {
		return "price";
	}

	@Override
	public String path() {
		return "/products/" + this.catalogue.findByName(PRODUCT).orElseThrow();
	}

	@Override
	public void mutate() {
		this.catalogue.reprice(PRODUCT, OTHER_PRICE);
	}

	@Override
	public void restore() {
		this.catalogue.reprice(PRODUCT, PRICE);
	}

}
