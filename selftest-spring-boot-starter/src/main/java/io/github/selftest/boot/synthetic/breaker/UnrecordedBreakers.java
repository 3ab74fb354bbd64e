package io.github.selftest.boot.synthetic.breaker;

import io.github.resilience4j.spring6.circuitbreaker.configure.CircuitBreakerAspectExt;
import org.springframework.beans.factory.ObjectProvider;

import io.github.selftest.api.synthetic.SyntheticContext;

/**
 * Lets calls of all synthetic requests pass by their breaker.
 */
final class UnrecordedBreakers extends UnrecordedCalls {

	UnrecordedBreakers(ObjectProvider<CircuitBreakerAspectExt> all) {
		super(all);
	}

	@Override
	protected boolean isMeant() {
		return SyntheticContext.isActive();
	}

	@Override
	public int getOrder() {
		return HIGHEST_PRECEDENCE + 1;
	}

}
