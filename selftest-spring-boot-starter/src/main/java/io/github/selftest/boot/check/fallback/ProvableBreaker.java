package io.github.selftest.boot.check.fallback;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import io.github.resilience4j.circuitbreaker.CallNotPermittedException;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;

/**
 * Stands before a breaker. On the thread of a proof it refuses calls, if it is what is to
 * fail, or else lets them pass as the real one would, which hears of none. Decorators of
 * stages ask by {@link #tryAcquirePermission()} and report on any thread, so they are
 * refused in each case.
 */
final class ProvableBreaker implements CircuitBreaker, Provable {

	private final CircuitBreaker real;

	private final ProofInterceptor proofs;

	ProvableBreaker(CircuitBreaker real, ProofInterceptor proofs) {
		this.real = real;
		this.proofs = proofs;
	}

	@Override
	public Object real() {
		return this.real;
	}

	@Override
	public void acquirePermission() {
		ForcedFailure failure = this.proofs.current();
		if (failure == null) {
			this.real.acquirePermission();
		}
		else if (failure.refuses(Protection.CIRCUIT_BREAKER, getName()) || refusesUsers()) {
			throw CallNotPermittedException.createCallNotPermittedException(this);
		}
		else {
			failure.entered(this);
		}
	}

	private boolean refusesUsers() {
		State state = this.real.getState();
		return state == State.OPEN || state == State.FORCED_OPEN;
	}

	@Override
	public boolean tryAcquirePermission() {
		ForcedFailure failure = this.proofs.current();
		if (failure == null) {
			return this.real.tryAcquirePermission();
		}
		failure.refuse(Protection.CIRCUIT_BREAKER, getName());
		return false;
	}

	@Override
	public void releasePermission() {
		if (!this.proofs.hasLeft(this)) {
			this.real.releasePermission();
		}
	}

	@Override
	public void onError(long duration, TimeUnit unit, Throwable thrown) {
		if (!this.proofs.hasLeft(this)) {
			this.real.onError(duration, unit, thrown);
		}
	}

	@Override
	public void onSuccess(long duration, TimeUnit unit) {
		if (!this.proofs.hasLeft(this)) {
			this.real.onSuccess(duration, unit);
		}
	}

	@Override
	public void onResult(long duration, TimeUnit unit, Object result) {
		if (!this.proofs.hasLeft(this)) {
			this.real.onResult(duration, unit, result);
		}
	}

	@Override
	public State getState() {
		ForcedFailure failure = this.proofs.current();
		return (failure != null && failure.isAbout(Protection.CIRCUIT_BREAKER, getName())) ? State.FORCED_OPEN
				: this.real.getState();
	}

	@Override
	public void reset() {
		this.real.reset();
	}

	@Override
	public void transitionToClosedState() {
		this.real.transitionToClosedState();
	}

	@Override
	public void transitionToOpenState() {
		this.real.transitionToOpenState();
	}

	@Override
	public void transitionToOpenStateFor(Duration duration) {
		this.real.transitionToOpenStateFor(duration);
	}

	@Override
	public void transitionToOpenStateUntil(Instant until) {
		this.real.transitionToOpenStateUntil(until);
	}

	@Override
	public void transitionToHalfOpenState() {
		this.real.transitionToHalfOpenState();
	}

	@Override
	public void transitionToDisabledState() {
		this.real.transitionToDisabledState();
	}

	@Override
	public void transitionToMetricsOnlyState() {
		this.real.transitionToMetricsOnlyState();
	}

	@Override
	public void transitionToForcedOpenState() {
		this.real.transitionToForcedOpenState();
	}

	@Override
	public String getName() {
		return this.real.getName();
	}

	@Override
	public CircuitBreakerConfig getCircuitBreakerConfig() {
		return this.real.getCircuitBreakerConfig();
	}

	@Override
	public Metrics getMetrics() {
		return this.real.getMetrics();
	}

	@Override
	public Map<String, String> getTags() {
		return this.real.getTags();
	}

	@Override
	public EventPublisher getEventPublisher() {
		return this.real.getEventPublisher();
	}

	@Override
	public long getCurrentTimestamp() {
		return this.real.getCurrentTimestamp();
	}

	@Override
	public TimeUnit getTimestampUnit() {
		return this.real.getTimestampUnit();
	}

	@Override
	public String toString() {
		return this.real.toString();
	}

}
