package io.github.selftest.boot.check.fallback;

import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

import io.github.resilience4j.timelimiter.TimeLimiter;
import io.github.resilience4j.timelimiter.TimeLimiterConfig;

/**
 * Stands before a time limiter. On the thread of a proof the time is over at once, if it
 * is what is to fail, or else one that nobody else has measures it.
 */
final class ProvableTimeLimiter implements TimeLimiter, Provable {

	private final TimeLimiter real;

	private final ProofInterceptor proofs;

	ProvableTimeLimiter(TimeLimiter real, ProofInterceptor proofs) {
		this.real = real;
		this.proofs = proofs;
	}

	@Override
	public Object real() {
		return this.real;
	}

	@Override
	public <T, F extends Future<T>> Callable<T> decorateFutureSupplier(Supplier<F> supplier) {
		Callable<T> limited = this.real.decorateFutureSupplier(supplier);
		return () -> {
			ForcedFailure failure = this.proofs.current();
			if (failure == null) {
				return limited.call();
			}
			if (failure.refuses(Protection.TIME_LIMITER, getName())) {
				throw timeIsOver();
			}
			return another().decorateFutureSupplier(supplier).call();
		};
	}

	@Override
	@SuppressWarnings("FutureReturnValueIgnored") // whoever made the call has it
	public <T, F extends CompletionStage<T>> Supplier<CompletionStage<T>> decorateCompletionStage(
			ScheduledExecutorService scheduler, Supplier<F> supplier) {
		Supplier<CompletionStage<T>> limited = this.real.decorateCompletionStage(scheduler, supplier);
		return () -> {
			ForcedFailure failure = this.proofs.current();
			if (failure == null) {
				return limited.get();
			}
			if (failure.refuses(Protection.TIME_LIMITER, getName())) {
				return CompletableFuture.failedFuture(timeIsOver());
			}
			return another().<T, F>decorateCompletionStage(scheduler, supplier).get();
		};
	}

	private TimeLimiter another() {
		return TimeLimiter.of(getName(), getTimeLimiterConfig());
	}

	private TimeoutException timeIsOver() {
		return TimeLimiter.createdTimeoutExceptionWithName(getName(), null);
	}

	@Override
	public void onSuccess() {
		if (this.proofs.current() == null) {
			this.real.onSuccess();
		}
	}

	@Override
	public void onError(Throwable thrown) {
		if (this.proofs.current() == null) {
			this.real.onError(thrown);
		}
	}

	@Override
	public String getName() {
		return this.real.getName();
	}

	@Override
	public Map<String, String> getTags() {
		return this.real.getTags();
	}

	@Override
	public TimeLimiterConfig getTimeLimiterConfig() {
		return this.real.getTimeLimiterConfig();
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
