package io.github.selftest.boot.check.fallback;

import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

import io.github.resilience4j.core.functions.CheckedSupplier;
import io.github.resilience4j.spring6.fallback.DefaultFallbackDecorator;
import io.github.resilience4j.spring6.fallback.FallbackMethod;
import org.aopalliance.intercept.MethodInvocation;
import org.jspecify.annotations.Nullable;
import org.springframework.aop.ProxyMethodInvocation;
import org.springframework.aop.support.AopUtils;

import io.github.selftest.boot.check.ReactiveCalls;

/**
 * What fails for the thread of one proof: a method, or calls that one instance refuses. A
 * method fails outside of all guards and is not entered; its fallbacks are called as the
 * aspects would call them.
 */
final class ForcedFailure implements FallbackWatch {

	private final List<GuardedMethod> methods;

	private final @Nullable InstanceName refusing;

	private final Throwable failure;

	private final CountingFallbackDecorator decorators;

	private final NameOfFallback names;

	private final List<String> touched = new ArrayList<>();

	private final IdentityHashMap<Object, Integer> inside = new IdentityHashMap<>();

	private int reached;

	private volatile boolean ran;

	private volatile boolean failed;

	ForcedFailure(List<GuardedMethod> methods, @Nullable InstanceName refusing, Throwable failure,
			CountingFallbackDecorator decorators, NameOfFallback names) {
		this.methods = methods;
		this.refusing = refusing;
		this.failure = failure;
		this.decorators = decorators;
		this.names = names;
	}

	@Nullable GuardedMethod find(MethodInvocation call) {
		Object target = call.getThis();
		if (target == null) {
			return null;
		}
		Class<?> type = BeanTypes.written(target.getClass());
		for (GuardedMethod method : this.methods) {
			if (method.type() == type && (isSame(method.method(), call.getMethod())
					|| isSame(method.method(), AopUtils.getMostSpecificMethod(call.getMethod(), target.getClass())))) {
				return method;
			}
		}
		return null;
	}

	private static boolean isSame(Method written, Method called) {
		return written.getName().equals(called.getName())
				&& Arrays.equals(written.getParameterTypes(), called.getParameterTypes());
	}

	/**
	 * Fail the call.
	 * @param method what is called
	 * @param call the call
	 * @return what its fallback returned
	 * @throws Throwable the failure where no fallback takes it, or what a fallback threw
	 */
	@Nullable Object fail(GuardedMethod method, MethodInvocation call) throws Throwable {
		Class<?> type = call.getMethod().getReturnType();
		CheckedSupplier<Object> failing = () -> fail(type);
		if (++this.reached > 1) {
			return failing.get(); // a fallback that asks again what has just failed
		}
		List<Guard> guards = method.withFallback();
		for (int i = guards.size() - 1; i >= 0; i--) {
			failing = withFallback(method, guards.get(i), call, failing);
		}
		return failing.get();
	}

	@SuppressWarnings("FutureReturnValueIgnored") // whoever called the method has it
	private Object fail(Class<?> type) throws Throwable {
		if (CompletionStage.class.isAssignableFrom(type)) {
			return CompletableFuture.failedFuture(this.failure);
		}
		// without a decorator of its own, a reactive type is a value to Resilience4j
		Object failed = (this.decorators.decorator(type).getClass() != DefaultFallbackDecorator.class)
				? ReactiveCalls.failed(type, this.failure) : null;
		if (failed != null) {
			return failed;
		}
		throw this.failure;
	}

	private CheckedSupplier<Object> withFallback(GuardedMethod guarded, Guard guard, MethodInvocation call,
			CheckedSupplier<Object> inner) {
		@Nullable Object[] arguments = call.getArguments();
		String name = this.names.resolve(call.getMethod(), arguments, guard.fallback());
		Object proxy = ((ProxyMethodInvocation) call).getProxy();
		Object target = call.getThis();
		if (target == null) {
			return inner;
		}
		FallbackMethod fallback;
		try {
			fallback = FallbackMethod.create(name, call.getMethod(), arguments, target, proxy);
		}
		catch (NoSuchMethodException ex) {
			return inner; // as Resilience4j does, with a warning
		}
		CountedFallback.Recovery own = OwnFallback.of(guarded, name, arguments, target, proxy, fallback);
		return this.decorators.decorator(fallback.getReturnType()).decorate(CountedFallback.around(own, this), inner);
	}

	@Override
	public void succeeded() {
		this.ran = true;
	}

	@Override
	public void failed() {
		this.failed = true;
	}

	/**
	 * Ask whether an instance has to refuse a call, which is then reached.
	 * @param protection what the instance is
	 * @param name its name
	 * @return whether it refuses the call
	 */
	boolean refuses(Protection protection, String name) {
		boolean refuses = isAbout(protection, name);
		this.reached += refuses ? 1 : 0;
		return refuses;
	}

	boolean isAbout(Protection protection, String name) {
		return this.refusing != null && this.refusing.protection() == protection && this.refusing.name().equals(name);
	}

	/**
	 * Take note of a call that another instance lets pass without its real one.
	 * @param instance the instance
	 */
	void entered(Object instance) {
		this.inside.merge(instance, 1, Integer::sum);
	}

	/**
	 * Take note of the end of a call.
	 * @param instance the instance that let it pass
	 * @return whether it is one of the proof
	 */
	boolean left(Object instance) {
		Integer calls = this.inside.get(instance);
		if (calls == null) {
			return false;
		}
		if (calls > 1) {
			this.inside.put(instance, calls - 1);
		}
		else {
			this.inside.remove(instance);
		}
		return true;
	}

	/**
	 * Take note of how the call ended. Of fallbacks that decorate by hand nothing else is
	 * known.
	 * @param thrown what it threw
	 */
	void ended(@Nullable Throwable thrown) {
		if (this.refusing == null || this.reached == 0) {
			return;
		}
		this.ran = thrown == null;
		this.failed = thrown != null && !this.failure.getClass().isInstance(thrown);
	}

	/**
	 * Return the instances that let a call pass without their real ones, and were not
	 * told of its end on the thread of the proof. Whoever tells them on another one tells
	 * the real ones.
	 * @return the instances, once the call has ended
	 */
	Set<Object> stillEntered() {
		return this.inside.keySet();
	}

	/**
	 * Refuse a call whose end may be told on any thread. One that was not to fail is a
	 * flaw of the proof.
	 * @param protection what the instance is
	 * @param name its name
	 */
	void refuse(Protection protection, String name) {
		if (!refuses(protection, name)) {
			touched(protection.simpleName() + " '" + name + "'");
		}
	}

	void touched(String instance) {
		this.touched.add(instance);
	}

	/**
	 * Return the instances that recorded something on the thread of the proof.
	 * @return their names
	 */
	List<String> touched() {
		return this.touched;
	}

	boolean isReached() {
		return this.reached > 0;
	}

	boolean isAskedAgain() {
		return this.refusing == null && this.reached > 1;
	}

	boolean isServed() {
		return this.ran;
	}

	boolean isFallbackBroken() {
		return this.failed;
	}

	Throwable failure() {
		return this.failure;
	}

	/**
	 * Resolves the name of a fallback as Resilience4j does.
	 */
	@FunctionalInterface
	interface NameOfFallback {

		/**
		 * Resolve it.
		 * @param method the guarded method
		 * @param arguments those of the call
		 * @param name the name as it is written
		 * @return the name of a method
		 */
		String resolve(Method method, @Nullable Object[] arguments, String name);

	}

}
