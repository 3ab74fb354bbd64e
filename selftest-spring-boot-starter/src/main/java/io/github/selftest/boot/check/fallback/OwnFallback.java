package io.github.selftest.boot.check.fallback;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import io.github.resilience4j.spring6.fallback.FallbackMethod;
import org.jspecify.annotations.Nullable;

import io.github.selftest.boot.check.fallback.CountedFallback.Recovery;

/**
 * Calls a fallback for a proof. {@link FallbackMethod} gives access to methods that are
 * not public, and takes it away after the call, on objects that all callers share: a
 * proof could fail a user's call that falls back at the same moment. So a proof has
 * objects of its own, and calls the method that {@link FallbackMethod} would choose.
 */
final class OwnFallback implements Recovery {

	private final List<Method> methods;

	private final @Nullable Object[] arguments;

	private final Object target;

	private final Object proxy;

	private OwnFallback(List<Method> methods, @Nullable Object[] arguments, Object target, Object proxy) {
		this.methods = methods;
		this.arguments = arguments;
		this.target = target;
		this.proxy = proxy;
	}

	static Recovery of(GuardedMethod guarded, String name, @Nullable Object[] arguments, Object target, Object proxy,
			FallbackMethod shared) {
		List<Method> methods = new ArrayList<>();
		for (Method found : Fallbacks.of(guarded, name).used()) {
			Method own = copy(found);
			if (own == null) {
				return shared::fallback;
			}
			methods.add(own);
		}
		return methods.isEmpty() ? shared::fallback : new OwnFallback(methods, arguments, target, proxy);
	}

	private static @Nullable Method copy(Method found) {
		try {
			Method copy = found.getDeclaringClass().getDeclaredMethod(found.getName(), found.getParameterTypes());
			return copy.trySetAccessible() ? copy : null;
		}
		catch (NoSuchMethodException ex) {
			return null;
		}
	}

	@Override
	public @Nullable Object from(Throwable thrown) throws Throwable {
		Method method = closest(thrown.getClass());
		if (method == null) {
			throw thrown;
		}
		try {
			return method.invoke(object(method), arguments(method, thrown));
		}
		catch (InvocationTargetException ex) {
			throw ex.getTargetException();
		}
	}

	private @Nullable Method closest(Class<?> thrown) {
		for (Class<?> type = thrown; type != null; type = type.getSuperclass()) {
			for (Method method : this.methods) {
				if (Fallbacks.exception(method) == type) {
					return method;
				}
			}
		}
		return null;
	}

	private Object object(Method method) {
		boolean behind = Modifier.isPrivate(method.getModifiers()) || Proxy.isProxyClass(this.proxy.getClass());
		return behind ? this.target : this.proxy;
	}

	private @Nullable Object[] arguments(Method method, Throwable thrown) {
		if (method.getParameterCount() == 1) {
			return new Object[] { thrown };
		}
		@Nullable Object[] all = Arrays.copyOf(this.arguments, this.arguments.length + 1);
		all[this.arguments.length] = thrown;
		return all;
	}

}
