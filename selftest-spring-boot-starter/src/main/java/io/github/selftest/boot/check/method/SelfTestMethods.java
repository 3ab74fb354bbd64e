package io.github.selftest.boot.check.method;

import java.lang.reflect.Method;
import java.util.Map;

import org.springframework.core.MethodIntrospector;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.core.annotation.AnnotationUtils;

import io.github.selftest.api.SelfTest;

/**
 * Finds the annotated methods of a type.
 */
final class SelfTestMethods {

	private SelfTestMethods() {
	}

	/**
	 * Find the annotated methods of a type, of what it extends and of what it implements.
	 * @param type the type of a bean, or of its proxy
	 * @return the methods with their annotations
	 */
	static Map<Method, SelfTest> of(Class<?> type) {
		if (!AnnotationUtils.isCandidateClass(type, SelfTest.class) || isOfSpring(type)) {
			return Map.of();
		}
		MethodIntrospector.MetadataLookup<SelfTest> annotation = (method) -> AnnotatedElementUtils
			.findMergedAnnotation(method, SelfTest.class);
		return MethodIntrospector.selectMethods(type, annotation);
	}

	private static boolean isOfSpring(Class<?> type) {
		return type.getName().startsWith("org.springframework.");
	}

}
