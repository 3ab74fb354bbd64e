package io.github.selftest.sample.fault;

import org.springframework.context.annotation.Primary;
import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Component;

import io.github.selftest.sample.catalogue.Product;
import io.github.selftest.sample.catalogue.ProductTags;

/**
 * The tag is the hash code of an object that has none of its own: another one for each
 * request, so that no cache ever saves anything.
 */
@Component
@Primary
@Profile("fault-cache-identity-tag")
class CacheIdentityTagFault implements ProductTags {

	@Override
	public String of(Product product) {
		return "W/\"%x\"".formatted(System.identityHashCode(new Page(product)));
	}

	private record Page(Product product) {

	}

}
