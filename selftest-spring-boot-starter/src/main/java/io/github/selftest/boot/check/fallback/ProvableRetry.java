package io.github.selftest.boot.check.fallback;

import java.util.Map;

import io.github.resilience4j.retry.Retry;
import io.github.resilience4j.retry.RetryConfig;

/**
 * Stands before a retry. On the thread of a proof there is one attempt: a second one
 * could come on another thread, where nothing fails and the real call would be made.
 */
final class ProvableRetry implements Retry, Provable {

	private final Retry real;

	private final ProofInterceptor proofs;

	ProvableRetry(Retry real, ProofInterceptor proofs) {
		this.real = real;
		this.proofs = proofs;
	}

	@Override
	public Object real() {
		return this.real;
	}

	@Override
	public <T> Context<T> context() {
		return (this.proofs.current() == null) ? this.real.context() : new OneAttempt<>();
	}

	@Override
	public <T> AsyncContext<T> asyncContext() {
		return (this.proofs.current() == null) ? this.real.asyncContext() : new OneAsyncAttempt<>();
	}

	@Override
	public String getName() {
		return this.real.getName();
	}

	@Override
	public RetryConfig getRetryConfig() {
		return this.real.getRetryConfig();
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
	public Metrics getMetrics() {
		return this.real.getMetrics();
	}

	@Override
	public String toString() {
		return this.real.toString();
	}

	private static final class OneAttempt<T> implements Context<T> {

		@Override
		public void onComplete() {
		}

		@Override
		public boolean onResult(T result) {
			return false;
		}

		@Override
		public void onError(Exception thrown) throws Exception {
			throw thrown;
		}

		@Override
		public void onRuntimeError(RuntimeException thrown) {
			throw thrown;
		}

	}

	private static final class OneAsyncAttempt<T> implements AsyncContext<T> {

		private static final long NO_MORE = -1;

		@Override
		public void onComplete() {
		}

		@Override
		public long onError(Throwable thrown) {
			return NO_MORE;
		}

		@Override
		public long onResult(T result) {
			return NO_MORE;
		}

	}

}
