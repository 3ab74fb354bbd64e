package io.github.selftest.sample.catalogue;

/**
 * Makes the ETag of a product page.
 */
@FunctionalInterface
public interface ProductTags {

	/**
	 * Return the tag of what the page shows.
	 * @param product the product
	 * @return the tag, as it is sent
	 */
	String of(Product product);

}
