package io.github.selftest.boot.check.pool.saturation;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

import org.aopalliance.aop.Advice;
import org.jspecify.annotations.Nullable;
import org.springframework.aop.Advisor;
import org.springframework.aop.framework.Advised;
import org.springframework.aop.framework.AopProxyUtils;
import org.springframework.aop.support.DefaultPointcutAdvisor;

/**
 * Looks for pools inside clients, which do not hand them out: in beans that are clients,
 * in clients that beans of the application hold, and in HTTP interfaces. Reads fields and
 * calls nothing, so that nothing is made or started by that. Not safe for use by several
 * threads.
 */
final class Insides {

	/** A client is made of some dozens of objects of its library. */
	private static final int MAX_OBJECTS = 300;

	private static final int MAX_ELEMENTS = 20;

	private static final List<String> LIBRARIES = List.of("org.springframework.http.client.",
			"org.springframework.web.client.", "org.springframework.web.service.invoker.",
			"org.springframework.web.reactive.function.client.", "org.apache.hc.client5.", "org.apache.hc.core5.pool.",
			"org.eclipse.jetty.client.", "reactor.netty.", "java.net.http.");

	private static final List<String> NEVER = List.of("java.", "jdk.", "sun.", "org.springframework.");

	private final Predicate<Object> wanted;

	private final Map<Class<?>, List<Field>> fields = new HashMap<>();

	/**
	 * Create a search.
	 * @param wanted tells what is looked for
	 */
	Insides(Predicate<Object> wanted) {
		this.wanted = wanted;
	}

	/**
	 * Find what is wanted in a bean.
	 * @param bean the bean
	 * @return what was found, each once
	 */
	List<Object> of(Object bean) {
		Object singleton = AopProxyUtils.getSingletonTarget(bean);
		Object target = (singleton != null) ? singleton : bean;
		Deque<Object> starts = new ArrayDeque<>();
		if (this.wanted.test(target) || isOfLibrary(target.getClass())) {
			starts.add(target);
		}
		else {
			advices(bean).filter((advice) -> isOfLibrary(advice.getClass())).forEach(starts::add);
			clients(target).forEach(starts::add);
		}
		return starts.isEmpty() ? List.of() : walk(starts);
	}

	private List<Object> walk(Deque<Object> open) {
		List<Object> found = new ArrayList<>();
		Set<Object> seen = Collections.newSetFromMap(new IdentityHashMap<>());
		while (!open.isEmpty() && seen.size() < MAX_OBJECTS) {
			Object next = open.poll();
			if (!seen.add(next)) {
				continue;
			}
			if (this.wanted.test(next)) {
				found.add(next);
			}
			else {
				parts(next).forEach(open::add);
			}
		}
		return found;
	}

	private Stream<Object> parts(Object object) {
		if (object instanceof Map<?, ?> map && isOfJava(map)) {
			return elements(map.values());
		}
		if (object instanceof Collection<?> collection && isOfJava(collection)) {
			return elements(collection);
		}
		return isOfLibrary(object.getClass())
				? fields(object.getClass()).stream().flatMap((field) -> Stream.ofNullable(value(field, object)))
				: Stream.empty();
	}

	private static Stream<Object> elements(Collection<?> collection) {
		List<Object> elements = new ArrayList<>();
		try {
			Iterator<?> iterator = collection.iterator();
			for (int i = 0; i < MAX_ELEMENTS && iterator.hasNext(); i++) {
				elements.add(iterator.next());
			}
		}
		catch (RuntimeException ex) {
			// changed meanwhile: the next look sees it
			return Stream.empty();
		}
		return elements.stream().filter(Objects::nonNull);
	}

	/** Those of others may do anything when they are walked. */
	private static boolean isOfJava(Object object) {
		return object.getClass().getName().startsWith("java.util.");
	}

	/**
	 * The client behind an HTTP interface is in the advice that makes its calls. Other
	 * advisors have names of beans, and make these when they are asked.
	 */
	private static Stream<Advice> advices(Object bean) {
		return (bean instanceof Advised advised) ? Arrays.stream(advised.getAdvisors())
			.filter(DefaultPointcutAdvisor.class::isInstance)
			.map(Advisor::getAdvice) : Stream.empty();
	}

	private Stream<Object> clients(Object bean) {
		if (NEVER.stream().anyMatch(bean.getClass().getName()::startsWith)) {
			return Stream.empty();
		}
		return fields(bean.getClass()).stream()
			.filter((field) -> isOfLibrary(field.getType()))
			.flatMap((field) -> Stream.ofNullable(value(field, bean)));
	}

	private List<Field> fields(Class<?> type) {
		return this.fields.computeIfAbsent(type, Insides::readableFields);
	}

	private static List<Field> readableFields(Class<?> type) {
		List<Field> readable = new ArrayList<>();
		try {
			for (Class<?> current = type; current != null
					&& current != Object.class; current = current.getSuperclass()) {
				Arrays.stream(current.getDeclaredFields()).filter(Insides::isReadable).forEach(readable::add);
			}
		}
		catch (LinkageError ex) {
			// a field is of a type that is not there
			return List.of();
		}
		return List.copyOf(readable);
	}

	private static boolean isReadable(Field field) {
		return !Modifier.isStatic(field.getModifiers()) && !field.getType().isPrimitive()
				&& !field.getType().equals(String.class) && field.trySetAccessible();
	}

	private static @Nullable Object value(Field field, Object object) {
		try {
			return field.get(object);
		}
		catch (IllegalAccessException ex) {
			return null;
		}
	}

	private static boolean isOfLibrary(Class<?> type) {
		return LIBRARIES.stream().anyMatch(type.getName()::startsWith);
	}

}
