package io.github.selftest.boot.fault;

import io.github.resilience4j.retry.Retry;
import io.github.resilience4j.spring6.retry.configure.RetryAspectExt;
import org.aspectj.lang.ProceedingJoinPoint;
import org.aspectj.lang.reflect.MethodSignature;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.core.Ordered;
import org.springframework.util.ClassUtils;

/**
 * Gives a call of a request with a fault a retry of its own, so that what it retries is
 * not counted among the calls of users. The aspect does not ask for methods that return a
 * completion stage.
 */
final class UnrecordedRetries implements RetryAspectExt, Ordered {

	private static final boolean REACTOR = ClassUtils.isPresent("reactor.core.publisher.Flux",
			UnrecordedRetries.class.getClassLoader());

	private final Faults faults;

	private final ObjectProvider<RetryAspectExt> all;

	UnrecordedRetries(Faults faults, ObjectProvider<RetryAspectExt> all) {
		this.faults = faults;
		this.all = all;
	}

	@Override
	@SuppressWarnings("rawtypes")
	public boolean canHandleReturnType(Class returnType) {
		return this.faults.isArmed() && (another(returnType) == null || isReactive(returnType));
	}

	@Override
	public @Nullable Object handle(ProceedingJoinPoint call, Retry retry, String method) throws Throwable {
		Retry own = Retry.of(retry.getName(), retry.getRetryConfig());
		RetryAspectExt library = another(((MethodSignature) call.getSignature()).getReturnType());
		return (library != null) ? library.handle(call, own, method) : own.executeCheckedSupplier(call::proceed);
	}

	private @Nullable RetryAspectExt another(Class<?> returnType) {
		return this.all.stream()
			.filter((other) -> other != this && other.canHandleReturnType(returnType))
			.findFirst()
			.orElse(null);
	}

	private static boolean isReactive(Class<?> returnType) {
		return REACTOR && FaultyReactiveBreakers.isReactive(returnType);
	}

	@Override
	public int getOrder() {
		return HIGHEST_PRECEDENCE;
	}

}
