package io.github.selftest.boot.check.fallback;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;

import io.github.resilience4j.core.Registry;
import org.jspecify.annotations.Nullable;

/**
 * Stands before a registry and hands out {@link Provable} instances, always the same one
 * for a real one, as gauges of Micrometer hold what they measure by weak references only.
 * Events of the registry tell of the real ones.
 *
 * @param <E> what the registry has
 */
final class ProvableRegistry<E> implements InvocationHandler {

	private final Registry<E, ?> registry;

	private final Class<E> type;

	private final UnaryOperator<E> provable;

	private final Map<E, E> handedOut = new ConcurrentHashMap<>();

	ProvableRegistry(Registry<E, ?> registry, Class<E> type, UnaryOperator<E> provable) {
		this.registry = registry;
		this.type = type;
		this.provable = provable;
		registry.getEventPublisher()
			.onEntryRemoved((event) -> this.handedOut.remove(event.getRemovedEntry()))
			.onEntryReplaced((event) -> this.handedOut.remove(event.getOldEntry()));
	}

	@Override
	public @Nullable Object invoke(Object proxy, Method method, @Nullable Object @Nullable [] arguments)
			throws Throwable {
		if (method.getDeclaringClass() == Object.class && method.getName().equals("equals")) {
			return arguments != null && proxy == arguments[0];
		}
		try {
			Object result = method.invoke(this.registry, real(arguments));
			return isLeaving(method) ? result : handOut(result);
		}
		catch (InvocationTargetException ex) {
			throw ex.getTargetException();
		}
	}

	private static boolean isLeaving(Method method) {
		return method.getName().equals("remove") || method.getName().equals("replace");
	}

	// the array is of the call alone, as the proxy makes one for each
	private static @Nullable Object @Nullable [] real(@Nullable Object @Nullable [] arguments) {
		if (arguments != null) {
			for (int i = 0; i < arguments.length; i++) {
				arguments[i] = (arguments[i] instanceof Provable provable) ? provable.real() : arguments[i];
			}
		}
		return arguments;
	}

	private @Nullable Object handOut(@Nullable Object result) {
		if (this.type.isInstance(result)) {
			return handOutInstance(this.type.cast(result));
		}
		if (result instanceof Optional<?> optional) {
			// at each call of a user the aspects ask for a configuration, which stays as
			// it is
			return this.type.isInstance(optional.orElse(null)) ? optional.map(this::handOut) : optional;
		}
		if (result instanceof Set<?> all) {
			Set<@Nullable Object> handedOut = new LinkedHashSet<>();
			all.forEach((one) -> handedOut.add(handOut(one)));
			return handedOut;
		}
		return result;
	}

	private E handOutInstance(E real) {
		E known = this.handedOut.get(real);
		return (known != null) ? known : handOutNew(real);
	}

	private E handOutNew(E real) {
		E provable = this.handedOut.computeIfAbsent(real, this.provable);
		if (provable instanceof Provable one && this.registry.find(one.getName()).orElse(null) != real) {
			this.handedOut.remove(real); // it has left meanwhile, and nothing tells again
		}
		return provable;
	}

}
