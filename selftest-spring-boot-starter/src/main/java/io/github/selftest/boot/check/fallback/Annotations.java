package io.github.selftest.boot.check.fallback;

import java.lang.annotation.Annotation;
import java.lang.reflect.AnnotatedElement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.springframework.core.annotation.AnnotationUtils;

/**
 * Reads the annotations of Resilience4j by their names, so that none of their classes is
 * needed.
 */
final class Annotations {

	private final UnaryOperator<String> placeholders;

	Annotations(UnaryOperator<String> placeholders) {
		this.placeholders = placeholders;
	}

	/**
	 * Read what stands on a class or a method itself.
	 * @param element the class or the method
	 * @return a guard for each annotation
	 */
	List<Guard> on(AnnotatedElement element) {
		List<Guard> guards = new ArrayList<>();
		for (Annotation annotation : element.getDeclaredAnnotations()) {
			Protection.ofAnnotation(annotation.annotationType().getName())
				.ifPresent((protection) -> guards.add(guard(protection, annotation, element instanceof Class)));
		}
		return guards;
	}

	/**
	 * Find annotations that stand on another annotation, where no aspect looks.
	 * @param element the class or the method
	 * @return the names of the annotations between
	 */
	static Stream<String> hiddenOn(AnnotatedElement element) {
		return Arrays.stream(element.getDeclaredAnnotations())
			.map(Annotation::annotationType)
			.filter((type) -> !type.getName().startsWith("java.") && isCarrier(type))
			.map((type) -> "@" + type.getSimpleName());
	}

	private static boolean isCarrier(Class<? extends Annotation> type) {
		return Arrays.stream(type.getDeclaredAnnotations())
			.anyMatch((meta) -> Protection.ofAnnotation(meta.annotationType().getName()).isPresent());
	}

	private Guard guard(Protection protection, Annotation annotation, boolean ofClass) {
		Map<String, ? extends @Nullable Object> attributes = AnnotationUtils.getAnnotationAttributes(annotation);
		boolean inPool = String.valueOf(attributes.get("type")).equals("THREADPOOL");
		return new Guard(inPool ? Protection.THREAD_POOL_BULKHEAD : protection, text(attributes, "name"),
				text(attributes, "configuration"), text(attributes, "fallbackMethod"), ofClass);
	}

	private String text(Map<String, ? extends @Nullable Object> attributes, String name) {
		String value = Optional.ofNullable(attributes.get(name)).map(Object::toString).orElse("");
		return value.contains("${") ? this.placeholders.apply(value) : value;
	}

}
