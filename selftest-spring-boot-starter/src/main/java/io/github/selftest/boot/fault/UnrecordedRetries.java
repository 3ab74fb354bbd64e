package io.github.selftest.boot.fault;

import io.github.resilience4j.retry.Retry;
import io.github.resilience4j.spring6.retry.configure.RetryAspectExt;
import org.aspectj.lang.ProceedingJoinPoint;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.core.Ordered;

/**
 * Gives a call of a request with a fault a retry of its own, so that what it retries is
 * not counted among the calls of users. The aspect does not ask for methods that return a
 * completion stage.
 */
final class UnrecordedRetries implements RetryAspectExt, Ordered {

	private final Faults faults;

	private final ObjectProvider<RetryAspectExt> all;

	UnrecordedRetries(Faults faults, ObjectProvider<RetryAspectExt> all) {
		this.faults = faults;
		this.all = all;
	}

	@Override
	@SuppressWarnings("rawtypes")
	public boolean canHandleReturnType(Class returnType) {
		return this.faults.isArmed()
				&& this.all.stream().noneMatch((other) -> other != this && other.canHandleReturnType(returnType));
	}

	@Override
	public @Nullable Object handle(ProceedingJoinPoint call, Retry retry, String method) throws Throwable {
		return Retry.of(retry.getName(), retry.getRetryConfig()).executeCheckedSupplier(call::proceed);
	}

	@Override
	public int getOrder() {
		return HIGHEST_PRECEDENCE;
	}

}
