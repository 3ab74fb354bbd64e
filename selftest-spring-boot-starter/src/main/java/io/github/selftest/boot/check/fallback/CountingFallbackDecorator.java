package io.github.selftest.boot.check.fallback;

import java.lang.reflect.Method;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.function.Supplier;

import io.github.resilience4j.core.functions.CheckedSupplier;
import io.github.resilience4j.spring6.fallback.CompletionStageFallbackDecorator;
import io.github.resilience4j.spring6.fallback.DefaultFallbackDecorator;
import io.github.resilience4j.spring6.fallback.FallbackDecorator;
import io.github.resilience4j.spring6.fallback.FallbackMethod;
import io.github.resilience4j.spring6.timelimiter.configure.IllegalReturnTypeException;
import org.aopalliance.intercept.MethodInvocation;
import org.jspecify.annotations.Nullable;
import org.springframework.core.Ordered;

/**
 * Counts the fallbacks that run. Resilience4j asks the decorators in their order, and
 * this one, the first, does for values and completion stages what those of the library
 * do, so that a call costs no object more than without it: they make a supplier for each
 * value, and this one uses its own again, which makes up for the {@code Optional} in
 * which it is found. All others are asked themselves, with a fallback that counts around
 * the real one.
 */
final class CountingFallbackDecorator implements FallbackDecorator, Ordered {

	private final FallbackTallies tallies;

	private final Supplier<List<FallbackDecorator>> all;

	private final LibraryCalls libraryCalls;

	private final ReusedCalls reusedCalls = new ReusedCalls();

	private final Map<Class<?>, FallbackDecorator> byReturnType = new ConcurrentHashMap<>();

	private final Map<Method, CountedMethod> byMethod = new ConcurrentHashMap<>();

	CountingFallbackDecorator(FallbackTallies tallies, Supplier<List<FallbackDecorator>> all,
			LibraryCalls libraryCalls) {
		this.tallies = tallies;
		this.all = all;
		this.libraryCalls = libraryCalls;
	}

	@Override
	public int getOrder() {
		return HIGHEST_PRECEDENCE;
	}

	@Override
	public boolean supports(Class<?> target) {
		return true;
	}

	@Override
	public CheckedSupplier<Object> decorate(FallbackMethod fallback, CheckedSupplier<Object> call) {
		MethodInvocation invocation = this.tallies.current();
		Object target = (invocation != null) ? invocation.getThis() : null;
		Class<?> returnType = fallback.getReturnType();
		if (invocation == null || target == null) {
			return decorate(fallback, call, this.tallies.others(), decorator(returnType));
		}
		Method method = invocation.getMethod();
		CountedMethod known = this.byMethod.get(method);
		if (known != null && known.is(target.getClass(), returnType)) {
			return decorate(fallback, call, known.tally(), known.decorator());
		}
		FallbackTally tally = this.tallies.of(target.getClass(), method);
		FallbackDecorator decorator = decorator(returnType);
		if (known == null) {
			this.byMethod.put(method, new CountedMethod(target.getClass(), returnType, tally, decorator));
		}
		return decorate(fallback, call, tally, decorator);
	}

	private CheckedSupplier<Object> decorate(FallbackMethod fallback, CheckedSupplier<Object> call, FallbackTally tally,
			FallbackDecorator decorator) {
		tally.called();
		if (decorator.getClass() == DefaultFallbackDecorator.class) {
			return this.libraryCalls.has(call) ? this.reusedCalls.of(call, fallback, tally)
					: () -> value(call, fallback, tally);
		}
		if (decorator.getClass() == CompletionStageFallbackDecorator.class) {
			return new CountedStage(call, fallback, tally);
		}
		return decorator.decorate(CountedFallback.around(fallback::fallback, tally), call);
	}

	/**
	 * Return the decorator that would be asked without this one.
	 * @param returnType the type that the method returns
	 * @return the decorator
	 */
	FallbackDecorator decorator(Class<?> returnType) {
		FallbackDecorator known = this.byReturnType.get(returnType);
		return (known != null) ? known : this.byReturnType.computeIfAbsent(returnType, this::find);
	}

	private FallbackDecorator find(Class<?> returnType) {
		return this.all.get()
			.stream()
			.filter((decorator) -> decorator != this && decorator.supports(returnType))
			.findFirst()
			.orElseGet(DefaultFallbackDecorator::new);
	}

	@SuppressWarnings("NullAway") // a method may well return null
	static Object value(CheckedSupplier<Object> call, FallbackMethod fallback, FallbackTally tally) throws Throwable {
		try {
			return call.get();
		}
		catch (IllegalReturnTypeException ex) {
			throw ex;
		}
		catch (Throwable ex) {
			Object result = counted(fallback, tally, ex);
			tally.succeeded();
			return result;
		}
	}

	private static @Nullable Object counted(FallbackMethod fallback, FallbackTally tally, Throwable thrown)
			throws Throwable {
		try {
			return fallback.fallback(thrown);
		}
		catch (Throwable ex) {
			if (ex != thrown) { // else no fallback takes this exception
				tally.failed();
			}
			throw ex;
		}
	}

	/**
	 * A call that returns a stage.
	 */
	private static final class CountedStage implements CheckedSupplier<Object> {

		private final CheckedSupplier<Object> call;

		private final FallbackMethod fallback;

		private final FallbackTally tally;

		CountedStage(CheckedSupplier<Object> call, FallbackMethod fallback, FallbackTally tally) {
			this.call = call;
			this.fallback = fallback;
			this.tally = tally;
		}

		@Override
		@SuppressWarnings("FutureReturnValueIgnored") // whoever called the method has it
		public Object get() throws Throwable {
			CompletableFuture<@Nullable Object> promise = new CompletableFuture<>();
			((CompletionStage<?>) this.call.get()).whenComplete((value, thrown) -> {
				if (thrown == null) {
					promise.complete(value);
				}
				else {
					recover(promise, cause(thrown));
				}
			});
			return promise;
		}

		private static Throwable cause(Throwable thrown) {
			boolean isWrapped = thrown instanceof CompletionException || thrown instanceof ExecutionException;
			Throwable cause = thrown.getCause();
			return (isWrapped && cause != null) ? cause : thrown;
		}

		private void recover(CompletableFuture<@Nullable Object> promise, Throwable thrown) {
			try {
				CompletionStage<?> recovered = (CompletionStage<?>) counted(this.fallback, this.tally, thrown);
				if (recovered == null) {
					this.tally.failed();
					throw new NullPointerException();
				}
				recovered.whenComplete((value, failure) -> finish(promise, value, failure));
			}
			catch (Throwable ex) {
				promise.completeExceptionally(ex);
			}
		}

		private void finish(CompletableFuture<@Nullable Object> promise, @Nullable Object value,
				@Nullable Throwable failure) {
			if (failure != null) {
				this.tally.failed();
				promise.completeExceptionally(failure);
			}
			else {
				this.tally.succeeded();
				promise.complete(value);
			}
		}

	}

	/**
	 * What a call of a method needs, found at once. Another class that inherits the
	 * method has counts of its own, which are looked for.
	 *
	 * @param type class of the bean
	 * @param returnType what the method returns
	 * @param tally counts of the method
	 * @param decorator the decorator that would be asked without this one
	 */
	private record CountedMethod(Class<?> type, Class<?> returnType, FallbackTally tally, FallbackDecorator decorator) {

		boolean is(Class<?> type, Class<?> returnType) {
			return this.type == type && this.returnType == returnType;
		}

	}

}
