package io.github.selftest.boot.check.fallback;

import java.util.concurrent.atomic.AtomicInteger;

import org.aopalliance.intercept.MethodInterceptor;
import org.aopalliance.intercept.MethodInvocation;
import org.jspecify.annotations.Nullable;

/**
 * Stands around the methods that have a fallback. While no proof runs, it reads one
 * number and lets the call pass; while one runs, calls of other threads pass.
 */
final class ProofInterceptor implements MethodInterceptor {

	private final AtomicInteger running = new AtomicInteger();

	@SuppressWarnings("ThreadLocalUsage") // each context has one of its own, and removes
											// what it sets
	private final ThreadLocal<@Nullable ForcedFailure> forced = new ThreadLocal<>();

	@Override
	public @Nullable Object invoke(MethodInvocation call) throws Throwable {
		if (this.running.get() == 0) {
			return call.proceed();
		}
		ForcedFailure failure = this.forced.get();
		GuardedMethod method = (failure != null) ? failure.find(call) : null;
		return (failure == null || method == null) ? call.proceed() : failure.fail(method, call);
	}

	/**
	 * Make a call while something fails.
	 * @param failure what fails, for this thread
	 * @param call the call
	 * @return its result
	 * @throws Exception what the call throws
	 */
	@Nullable Object during(ForcedFailure failure, FailingCall call) throws Exception {
		this.running.incrementAndGet();
		this.forced.set(failure);
		try {
			return call.make();
		}
		finally {
			this.forced.remove();
			this.running.decrementAndGet();
		}
	}

	/**
	 * Return what fails for this thread.
	 * @return the failure, {@code null} outside of a proof
	 */
	@Nullable ForcedFailure current() {
		return (this.running.get() == 0) ? null : this.forced.get();
	}

	/**
	 * Take note of the end of a call, if an instance let it pass for a proof.
	 * @param instance the instance
	 * @return whether it did, so that the real one hears of nothing
	 */
	boolean hasLeft(Provable instance) {
		ForcedFailure failure = current();
		return failure != null && failure.left(instance);
	}

	/**
	 * A call that is made while something fails.
	 */
	@FunctionalInterface
	interface FailingCall {

		/**
		 * Make it.
		 * @return its result
		 * @throws Exception anything
		 */
		@Nullable Object make() throws Exception;

	}

}
