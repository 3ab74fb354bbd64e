package io.github.selftest.boot.synthetic.breaker;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;

import io.github.resilience4j.circuitbreaker.CallNotPermittedException;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.spring6.circuitbreaker.configure.CircuitBreakerAspectExt;
import org.aspectj.lang.ProceedingJoinPoint;
import org.aspectj.lang.reflect.MethodSignature;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.core.Ordered;
import org.springframework.util.function.SingletonSupplier;

/**
 * Lets calls of some synthetic requests pass by their breaker: they are refused where it
 * refuses users, and else made without it. Neither its window nor its half-open permits
 * hear of them. Types that another extension handles are left to it.
 *
 * @since 0.1.0
 */
public abstract class UnrecordedCalls implements CircuitBreakerAspectExt, Ordered {

	private final SingletonSupplier<List<CircuitBreakerAspectExt>> others;

	protected UnrecordedCalls(ObjectProvider<CircuitBreakerAspectExt> all) {
		// in the order in which the aspect asks them
		this.others = SingletonSupplier
			.of(() -> all.orderedStream().filter((other) -> !(other instanceof UnrecordedCalls)).toList());
	}

	/**
	 * Return whether the call that the thread is about to make passes by. Asked for each
	 * call of a user as well.
	 * @return whether it does
	 */
	protected abstract boolean isMeant();

	@Override
	@SuppressWarnings("rawtypes")
	public final boolean canHandleReturnType(Class returnType) {
		return (isMeant() && another(returnType) == null) || takesOver(returnType);
	}

	/**
	 * Return whether calls that return a type are handled here although another extension
	 * does, whoever makes them. Asked for each call of a user as well.
	 * @param returnType the type
	 * @return {@code false} unless overridden
	 */
	protected boolean takesOver(Class<?> returnType) {
		return false;
	}

	/**
	 * Return the extension that handles a type for users.
	 * @param returnType the type
	 * @return an extension of the library or of the host; {@code null} if there is none
	 */
	protected final @Nullable CircuitBreakerAspectExt another(Class<?> returnType) {
		return this.others.obtain()
			.stream()
			.filter((other) -> other.canHandleReturnType(returnType))
			.findFirst()
			.orElse(null);
	}

	@Override
	public @Nullable Object handle(ProceedingJoinPoint call, CircuitBreaker breaker, String method) throws Throwable {
		return pass(call, breaker);
	}

	/**
	 * Make the call without its breaker.
	 * @param call the call
	 * @param breaker the breaker, which is only looked at
	 * @return what the call returns
	 * @throws Throwable what the call throws, or the refusal that users get
	 */
	protected static @Nullable Object pass(ProceedingJoinPoint call, CircuitBreaker breaker) throws Throwable {
		CircuitBreaker.State state = breaker.getState();
		if (state == CircuitBreaker.State.OPEN || state == CircuitBreaker.State.FORCED_OPEN) {
			return refuse(call, CallNotPermittedException.createCallNotPermittedException(breaker));
		}
		if (!isStage(call)) {
			return call.proceed();
		}
		try {
			return call.proceed();
		}
		catch (Throwable ex) {
			throw new CompletionException(ex); // as the aspect does
		}
	}

	/**
	 * Fail the call as its breaker would.
	 * @param call the call
	 * @param failure by what it fails
	 * @return a failed stage, where the call returns one
	 * @throws Throwable the failure, where it does not
	 */
	@SuppressWarnings("FutureReturnValueIgnored") // whoever called the method has it
	protected static Object refuse(ProceedingJoinPoint call, Throwable failure) throws Throwable {
		if (isStage(call)) {
			// what is thrown here would go past the fallback
			return CompletableFuture.failedFuture(failure);
		}
		throw failure;
	}

	protected static Class<?> returnType(ProceedingJoinPoint call) {
		return ((MethodSignature) call.getSignature()).getReturnType();
	}

	protected static boolean isStage(ProceedingJoinPoint call) {
		return call.getSignature() instanceof MethodSignature method
				&& CompletionStage.class.isAssignableFrom(method.getReturnType());
	}

}
