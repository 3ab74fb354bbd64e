package io.github.selftest.boot.fault;

import java.util.List;

import io.github.resilience4j.retry.Retry;
import io.github.resilience4j.spring6.retry.configure.RetryAspectExt;
import org.aspectj.lang.ProceedingJoinPoint;
import org.aspectj.lang.reflect.MethodSignature;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.core.Ordered;
import org.springframework.util.ClassUtils;
import org.springframework.util.function.SingletonSupplier;

/**
 * Gives a call of a request with a fault a retry of its own, so that what it retries is
 * not counted among the calls of users. The aspect does not ask for methods that return a
 * completion stage.
 */
final class UnrecordedRetries implements RetryAspectExt, Ordered {

	private static final boolean REACTOR = ClassUtils.isPresent("reactor.core.publisher.Flux",
			UnrecordedRetries.class.getClassLoader());

	private final Faults faults;

	private final SingletonSupplier<List<RetryAspectExt>> others;

	UnrecordedRetries(Faults faults, ObjectProvider<RetryAspectExt> all) {
		this.faults = faults;
		// in the order in which the aspect asks them
		this.others = SingletonSupplier
			.of(() -> all.orderedStream().filter((other) -> !(other instanceof UnrecordedRetries)).toList());
	}

	@Override
	@SuppressWarnings("rawtypes")
	public boolean canHandleReturnType(Class returnType) {
		return (this.faults.isArmed() && another(returnType) == null) || takesOver(returnType);
	}

	// the thread that calls the method does not tell who will subscribe
	private boolean takesOver(Class<?> returnType) {
		return REACTOR && BySubscriber.isReactive(returnType) && !this.faults.isQuiet() && another(returnType) != null;
	}

	@Override
	public @Nullable Object handle(ProceedingJoinPoint call, Retry retry, String method) throws Throwable {
		RetryAspectExt library = another(((MethodSignature) call.getSignature()).getReturnType());
		if (library != null) {
			return new UnrecordedReactiveRetries(this.faults).handle(call, retry, method, library);
		}
		return Retry.of(retry.getName(), retry.getRetryConfig()).executeCheckedSupplier(call::proceed);
	}

	private @Nullable RetryAspectExt another(Class<?> returnType) {
		return this.others.obtain()
			.stream()
			.filter((other) -> other.canHandleReturnType(returnType))
			.findFirst()
			.orElse(null);
	}

	@Override
	public int getOrder() {
		return HIGHEST_PRECEDENCE;
	}

}
