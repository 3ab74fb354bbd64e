package io.github.selftest.boot.check.fallback;

import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;
import java.util.concurrent.atomic.LongAdder;

import io.github.resilience4j.core.EventPublisher;

/**
 * Watches all instances. What one of them publishes comes on the thread of the call, so
 * that what a proof set off is told from what users did. Of a request that is a proof,
 * breakers must record nothing; the other guards do their work for it.
 */
final class IsolationGuard {

	private final ProofInterceptor interceptor;

	private final FallbackScan scan;

	private final RequestWatch requests = new RequestWatch();

	private final LongAdder violations = new LongAdder();

	private final Set<Object> watched = Collections.newSetFromMap(new IdentityHashMap<>());

	private boolean watchesComing;

	IsolationGuard(ProofInterceptor interceptor, FallbackScan scan) {
		this.interceptor = interceptor;
		this.scan = scan;
	}

	/**
	 * Watch the instances that are not watched yet, and from the first time on those that
	 * come, as a proof may be what creates one.
	 */
	synchronized void watch() {
		Inventory inventory = this.scan.latest();
		if (!this.watchesComing) {
			this.watchesComing = true;
			inventory.sources().forEach((source) -> source.onAdded(this::watch));
		}
		inventory.instances().forEach(this::watch);
	}

	private synchronized void watch(Instance instance) {
		if (this.watched.add(instance.events())) {
			watch(instance.events(), instance.protection(),
					instance.protection().simpleName() + " '" + instance.name() + "'");
		}
	}

	private <T> void watch(EventPublisher<T> events, Protection protection, String name) {
		events.onEvent((event) -> seen(protection, name));
	}

	private void seen(Protection protection, String name) {
		ForcedFailure failure = this.interceptor.current();
		if (failure != null) {
			failure.touched(name);
			this.violations.increment();
		}
		else if (protection == Protection.CIRCUIT_BREAKER && this.requests.seen(name)) {
			this.violations.increment();
		}
	}

	/**
	 * Take note of the end of a proof.
	 * @param failure what failed for its thread
	 */
	void ended(ForcedFailure failure) {
		failure.stillEntered().forEach((instance) -> {
			failure.touched(instance + ", as its call went on to another thread");
			this.violations.increment();
		});
	}

	RequestWatch requests() {
		return this.requests;
	}

	long violations() {
		return this.violations.sum();
	}

}
