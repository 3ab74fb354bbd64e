package io.github.selftest.boot.check.fallback;

import java.io.IOException;
import java.util.concurrent.TimeoutException;

import io.github.resilience4j.bulkhead.Bulkhead;
import io.github.resilience4j.bulkhead.BulkheadFullException;
import io.github.resilience4j.circuitbreaker.CallNotPermittedException;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.ratelimiter.RateLimiter;
import io.github.resilience4j.ratelimiter.RequestNotPermitted;

/**
 * The exceptions by which guards refuse calls, made by instances that nobody else has.
 */
final class Refusals {

	private Refusals() {
	}

	static Throwable of(GuardedMethod method) {
		Throwable refusal = new IOException("The dependency fails for a proof");
		for (Guard guard : method.guards()) {
			refusal = of(guard.instance(), refusal);
			if (guard.protection() == Protection.CIRCUIT_BREAKER) {
				return refusal; // what users see while the dependency is away
			}
		}
		return refusal;
	}

	static Throwable of(InstanceName instance) {
		return of(instance, new IllegalStateException("nothing that refuses calls"));
	}

	private static Throwable of(InstanceName instance, Throwable without) {
		String name = instance.name();
		return switch (instance.protection()) {
			case CIRCUIT_BREAKER -> CallNotPermittedException.createCallNotPermittedException(open(name));
			case RATE_LIMITER -> RequestNotPermitted.createRequestNotPermitted(RateLimiter.ofDefaults(name));
			case BULKHEAD, THREAD_POOL_BULKHEAD ->
				BulkheadFullException.createBulkheadFullException(Bulkhead.ofDefaults(name));
			case TIME_LIMITER -> new TimeoutException("The dependency is too slow for a proof");
			case RETRY, TIMER -> without;
		};
	}

	private static CircuitBreaker open(String name) {
		CircuitBreaker breaker = CircuitBreaker.ofDefaults(name);
		breaker.transitionToForcedOpenState();
		return breaker;
	}

}
