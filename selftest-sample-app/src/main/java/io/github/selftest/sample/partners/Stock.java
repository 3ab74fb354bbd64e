package io.github.selftest.sample.partners;

/**
 * How much there is of a product.
 *
 * @param productId the product
 * @param available how much there is of it
 * @param source {@code warehouse}, or {@code cache} for what it said before
 */
public record Stock(int productId, int available, String source) {

	Stock cached() {
		return new Stock(this.productId, this.available, "cache");
	}

}
