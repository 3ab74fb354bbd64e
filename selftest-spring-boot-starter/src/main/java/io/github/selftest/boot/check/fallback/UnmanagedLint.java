package io.github.selftest.boot.check.fallback;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.core.io.support.ResourcePatternResolver;
import org.springframework.core.type.AnnotationMetadata;
import org.springframework.core.type.classreading.CachingMetadataReaderFactory;
import org.springframework.core.type.classreading.MetadataReaderFactory;
import org.springframework.util.ClassUtils;

import io.github.selftest.api.Finding;

/**
 * Annotated classes of the service that are no beans. Reads class files below the
 * packages of the application and loads none of them.
 */
final class UnmanagedLint implements Lint {

	private static final int MOST_CLASSES = 3000;

	private final List<String> packages;

	private final Set<Class<?>> beanTypes;

	UnmanagedLint(List<String> packages, Set<Class<?>> beanTypes) {
		this.packages = packages;
		this.beanTypes = beanTypes;
	}

	@Override
	public List<Finding> look(Inventory inventory) {
		Set<String> managed = this.beanTypes.stream()
			.flatMap((type) -> ancestry(type).stream())
			.collect(Collectors.toSet());
		return annotated().stream().filter((name) -> !managed.contains(name)).map(UnmanagedLint::noBean).toList();
	}

	private static Set<String> ancestry(Class<?> type) {
		Set<String> names = new TreeSet<>();
		for (Class<?> next = type; next != null; next = next.getSuperclass()) {
			names.add(next.getName());
			ClassUtils.getAllInterfacesForClassAsSet(next).forEach((contract) -> names.add(contract.getName()));
		}
		return names;
	}

	private Set<String> annotated() {
		ResourcePatternResolver resolver = new PathMatchingResourcePatternResolver();
		MetadataReaderFactory readers = new CachingMetadataReaderFactory(resolver);
		Set<String> found = new TreeSet<>();
		int left = MOST_CLASSES;
		for (String name : this.packages) {
			for (Resource resource : classFiles(resolver, name)) {
				if (left-- <= 0) {
					return found;
				}
				look(readers, resource, found);
			}
		}
		return found;
	}

	private static List<Resource> classFiles(ResourcePatternResolver resolver, String name) {
		try {
			return List.of(resolver
				.getResources("classpath*:" + ClassUtils.convertClassNameToResourcePath(name) + "/**/*.class"));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static void look(MetadataReaderFactory readers, Resource resource, Set<String> found) {
		AnnotationMetadata type;
		try {
			type = readers.getMetadataReader(resource).getAnnotationMetadata();
		}
		catch (IOException | RuntimeException ex) {
			return; // of a newer Java, or no class at all: nothing of ours
		}
		if (type.isAnnotation() || type.isAbstract() || !type.isIndependent()) {
			return;
		}
		if (names().stream().anyMatch((name) -> type.hasAnnotation(name) || type.hasAnnotatedMethods(name))) {
			found.add(type.getClassName());
		}
	}

	private static List<String> names() {
		List<String> names = new ArrayList<>();
		for (Protection protection : Protection.values()) {
			if (protection != Protection.THREAD_POOL_BULKHEAD) {
				names.add(protection.annotation());
			}
		}
		return names;
	}

	private static Finding noBean(String type) {
		String name = ClassUtils.getShortName(type);
		return Finding
			.warn("fallback.no-bean",
					"'%s' has annotations of Resilience4j and is no bean, so no aspect sees them".formatted(name))
			.withValues("no bean of the class", "a bean")
			.withRemedy("Make '%s' a bean, or remove the annotations".formatted(name));
	}

}
