package io.github.selftest.boot.check.fallback;

import java.lang.reflect.Method;
import java.util.List;
import java.util.Optional;

/**
 * A method of a bean with annotations of Resilience4j.
 *
 * @param beanName the bean
 * @param type the class of the bean, without its proxy; an interface where the bean is
 * nothing but a proxy
 * @param method the method
 * @param guards the annotations that hold for it, the outermost first
 */
record GuardedMethod(String beanName, Class<?> type, Method method, List<Guard> guards) {

	List<Guard> withFallback() {
		return this.guards.stream().filter(Guard::hasFallback).toList();
	}

	Optional<Guard> guard(Protection protection) {
		return this.guards.stream().filter((guard) -> guard.protection() == protection).findFirst();
	}

	/**
	 * Return how the method is named in messages and meters.
	 * @return class and method
	 */
	String label() {
		return label(this.type, this.method);
	}

	static String label(Class<?> type, Method method) {
		return type.getSimpleName() + "." + method.getName();
	}

}
