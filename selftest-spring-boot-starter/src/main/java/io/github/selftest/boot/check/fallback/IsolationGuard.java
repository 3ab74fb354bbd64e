package io.github.selftest.boot.check.fallback;

import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;
import java.util.concurrent.atomic.LongAdder;

import io.github.resilience4j.core.EventPublisher;

/**
 * Watches all instances. What one of them publishes comes on the thread of the call, so
 * that what a proof set off is told from what users did.
 */
final class IsolationGuard {

	private final ProofInterceptor interceptor;

	private final LongAdder violations = new LongAdder();

	private final Set<Object> watched = Collections.newSetFromMap(new IdentityHashMap<>());

	private boolean watchesComing;

	IsolationGuard(ProofInterceptor interceptor) {
		this.interceptor = interceptor;
	}

	/**
	 * Watch the instances that are not watched yet, and from the first time on those that
	 * come, as a proof may be what creates one.
	 * @param inventory knows them
	 */
	synchronized void watch(Inventory inventory) {
		if (!this.watchesComing) {
			this.watchesComing = true;
			inventory.sources().forEach((source) -> source.onAdded(this::watch));
		}
		inventory.instances().forEach(this::watch);
	}

	private synchronized void watch(Instance instance) {
		if (this.watched.add(instance.events())) {
			watch(instance.events(), instance.protection().simpleName() + " '" + instance.name() + "'");
		}
	}

	private <T> void watch(EventPublisher<T> events, String name) {
		events.onEvent((event) -> seen(name));
	}

	private void seen(String name) {
		ForcedFailure failure = this.interceptor.current();
		if (failure != null) {
			failure.touched(name);
			this.violations.increment();
		}
	}

	long violations() {
		return this.violations.sum();
	}

}
