package io.github.selftest.sample.catalogue;

import org.springframework.stereotype.Component;

/**
 * Makes the tag from all that the page shows, so that it is the same on each instance and
 * misses no change. Weak, as the server compresses nothing that has a strong one.
 */
@Component
class ContentTags implements ProductTags {

	@Override
	public String of(Product product) {
		int hash = product.toString().hashCode();
		return "W/\"%d-%d-%08x\"".formatted(product.id(), product.stock(), hash);
	}

}
