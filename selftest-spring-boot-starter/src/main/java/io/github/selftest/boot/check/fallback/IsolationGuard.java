package io.github.selftest.boot.check.fallback;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.concurrent.atomic.LongAdder;

import io.github.resilience4j.core.EventPublisher;

/**
 * Watches all instances. What one of them publishes comes on the thread of the call, so
 * that what a proof set off is told from what users did: by the thread of the proof, and
 * on others by its context. Of a request that is a proof, breakers must record nothing;
 * the other guards do their work for it.
 */
final class IsolationGuard {

	private static final Set<Protection> ALL = EnumSet.allOf(Protection.class);

	private static final Set<Protection> BREAKERS = EnumSet.of(Protection.CIRCUIT_BREAKER);

	private final ProofInterceptor interceptor;

	private final FallbackScan scan;

	private final ProofRuns runs = new ProofRuns();

	private final LongAdder violations = new LongAdder();

	/**
	 * Weak, as instances leave their registries. What publishes is equal to itself only.
	 */
	private final Set<Object> watched = Collections.newSetFromMap(new WeakHashMap<>());

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
		else {
			this.runs.seen(protection, name);
		}
	}

	String begin() {
		return this.runs.begin(ALL);
	}

	/**
	 * End the watch of a proof.
	 * @param run its run
	 * @param failure what failed for its thread
	 */
	void end(String run, ForcedFailure failure) {
		List<String> elsewhere = new ArrayList<>(this.runs.end(run));
		failure.stillEntered()
			.forEach((instance) -> elsewhere.add(instance + ", as its call went on to another thread"));
		elsewhere.forEach(failure::touched);
		this.violations.add(elsewhere.size());
	}

	String beginRequest() {
		return this.runs.begin(BREAKERS);
	}

	/**
	 * End the watch of a request.
	 * @param run its run
	 * @param maybeFaulty whether its fault can have happened; else it was a synthetic
	 * request as any other
	 * @return the breakers that recorded something of the fault
	 */
	List<String> endRequest(String run, boolean maybeFaulty) {
		List<String> recorded = this.runs.end(run);
		if (!maybeFaulty) {
			return List.of();
		}
		this.violations.add(recorded.size());
		return recorded;
	}

	long violations() {
		return this.violations.sum();
	}

}
