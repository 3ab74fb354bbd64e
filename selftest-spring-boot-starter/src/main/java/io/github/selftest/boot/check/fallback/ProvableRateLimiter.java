package io.github.selftest.boot.check.fallback;

import java.time.Duration;
import java.util.Map;

import io.github.resilience4j.ratelimiter.RateLimiter;
import io.github.resilience4j.ratelimiter.RateLimiterConfig;

/**
 * Stands before a rate limiter. On the thread of a proof it refuses calls, if it is what
 * is to fail, or else lets them pass at no cost to the real one.
 */
final class ProvableRateLimiter implements RateLimiter, Provable {

	private static final long REFUSED = -1;

	private final RateLimiter real;

	private final ProofInterceptor proofs;

	ProvableRateLimiter(RateLimiter real, ProofInterceptor proofs) {
		this.real = real;
		this.proofs = proofs;
	}

	@Override
	public Object real() {
		return this.real;
	}

	@Override
	public boolean acquirePermission(int permits) {
		ForcedFailure failure = this.proofs.current();
		return (failure != null) ? !failure.refuses(Protection.RATE_LIMITER, getName())
				: this.real.acquirePermission(permits);
	}

	@Override
	public long reservePermission(int permits) {
		ForcedFailure failure = this.proofs.current();
		if (failure == null) {
			return this.real.reservePermission(permits);
		}
		return failure.refuses(Protection.RATE_LIMITER, getName()) ? REFUSED : 0;
	}

	@Override
	public void drainPermissions() {
		if (this.proofs.current() == null) {
			this.real.drainPermissions();
		}
	}

	@Override
	public void changeTimeoutDuration(Duration duration) {
		this.real.changeTimeoutDuration(duration);
	}

	@Override
	public void changeLimitForPeriod(int limit) {
		this.real.changeLimitForPeriod(limit);
	}

	@Override
	public String getName() {
		return this.real.getName();
	}

	@Override
	public RateLimiterConfig getRateLimiterConfig() {
		return this.real.getRateLimiterConfig();
	}

	@Override
	public Map<String, String> getTags() {
		return this.real.getTags();
	}

	@Override
	public Metrics getMetrics() {
		return this.real.getMetrics();
	}

	@Override
	public EventPublisher getEventPublisher() {
		return this.real.getEventPublisher();
	}

	@Override
	public String toString() {
		return this.real.toString();
	}

}
