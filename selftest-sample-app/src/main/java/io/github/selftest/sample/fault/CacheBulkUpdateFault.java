package io.github.selftest.sample.fault;

import org.springframework.context.annotation.Primary;
import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Component;

import io.github.selftest.sample.catalogue.Product;
import io.github.selftest.sample.catalogue.ProductTags;

/**
 * The tag is made from the stock, as each order changes it. A change of all prices in one
 * statement does not.
 */
@Component
@Primary
@Profile("fault-cache-bulk-update")
class CacheBulkUpdateFault implements ProductTags {

	@Override
	public String of(Product product) {
		return "W/\"%d-%d\"".formatted(product.id(), product.stock());
	}

}
