package io.github.selftest.boot.check.fallback;

import java.util.Map;

import io.github.resilience4j.bulkhead.Bulkhead;
import io.github.resilience4j.bulkhead.BulkheadConfig;
import io.github.resilience4j.bulkhead.BulkheadFullException;

/**
 * Stands before a bulkhead. On the thread of a proof it is full, if it is what is to
 * fail, or else has a place that the real one does not give. Decorators of stages ask by
 * {@link #tryAcquirePermission()} and give the place back on any thread, so they are
 * refused in each case.
 */
final class ProvableBulkhead implements Bulkhead, Provable {

	private final Bulkhead real;

	private final ProofInterceptor proofs;

	ProvableBulkhead(Bulkhead real, ProofInterceptor proofs) {
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
		else if (failure.refuses(Protection.BULKHEAD, getName())) {
			throw BulkheadFullException.createBulkheadFullException(this);
		}
		else {
			failure.entered(this);
		}
	}

	@Override
	public boolean tryAcquirePermission() {
		ForcedFailure failure = this.proofs.current();
		if (failure == null) {
			return this.real.tryAcquirePermission();
		}
		failure.refuse(Protection.BULKHEAD, getName());
		return false;
	}

	@Override
	public void releasePermission() {
		if (!this.proofs.hasLeft(this)) {
			this.real.releasePermission();
		}
	}

	@Override
	public void onComplete() {
		if (!this.proofs.hasLeft(this)) {
			this.real.onComplete();
		}
	}

	@Override
	public void changeConfig(BulkheadConfig config) {
		this.real.changeConfig(config);
	}

	@Override
	public String getName() {
		return this.real.getName();
	}

	@Override
	public BulkheadConfig getBulkheadConfig() {
		return this.real.getBulkheadConfig();
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
	public String toString() {
		return this.real.toString();
	}

}
