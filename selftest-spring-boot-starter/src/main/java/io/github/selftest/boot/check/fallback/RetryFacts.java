package io.github.selftest.boot.check.fallback;

import java.util.function.Predicate;

import io.github.resilience4j.circuitbreaker.CallNotPermittedException;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.retry.Retry;
import io.github.resilience4j.retry.RetryConfig;

/**
 * What matters of a retry to a breaker inside of it.
 *
 * @param attempts the attempts for one call
 * @param retriesOpenBreaker whether it tries again what an open breaker refused
 */
record RetryFacts(int attempts, boolean retriesOpenBreaker) {

	static RetryFacts of(Object retry) {
		RetryConfig config = ((Retry) retry).getRetryConfig();
		return new RetryFacts(config.getMaxAttempts(), retriesRefusals(config.getExceptionPredicate()));
	}

	private static boolean retriesRefusals(Predicate<Throwable> retried) {
		CircuitBreaker nobodys = CircuitBreaker.ofDefaults("selftest");
		return Sample.test(retried, CallNotPermittedException.createCallNotPermittedException(nobodys));
	}

}
