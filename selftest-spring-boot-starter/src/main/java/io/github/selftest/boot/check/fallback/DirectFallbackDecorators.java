package io.github.selftest.boot.check.fallback;

import java.util.List;

import io.github.resilience4j.core.functions.CheckedSupplier;
import io.github.resilience4j.spring6.fallback.FallbackDecorator;
import io.github.resilience4j.spring6.fallback.FallbackDecorators;
import io.github.resilience4j.spring6.fallback.FallbackMethod;

/**
 * Asks the decorator that counts at once. Resilience4j looks for the first that fits in a
 * stream at each call, which costs the call an {@code Optional} more where ours is found
 * and none was before.
 */
final class DirectFallbackDecorators extends FallbackDecorators {

	private final CountingFallbackDecorator counting;

	DirectFallbackDecorators(List<FallbackDecorator> all, CountingFallbackDecorator counting) {
		super(all);
		this.counting = counting;
	}

	@Override
	public CheckedSupplier<Object> decorate(FallbackMethod fallback, CheckedSupplier<Object> call) {
		return this.counting.decorate(fallback, call);
	}

}
