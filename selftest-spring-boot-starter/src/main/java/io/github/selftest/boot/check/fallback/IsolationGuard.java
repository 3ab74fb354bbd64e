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

	IsolationGuard(ProofInterceptor interceptor) {
		this.interceptor = interceptor;
	}

	/**
	 * Watch the instances that are not watched yet.
	 * @param inventory knows them
	 */
	synchronized void watch(Inventory inventory) {
		for (Instance instance : inventory.instances()) {
			if (this.watched.add(instance.value())) {
				watch(instance.events(), instance.protection().simpleName() + " '" + instance.name() + "'");
			}
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
