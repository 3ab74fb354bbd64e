package io.github.selftest.gates;

import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

import com.tngtech.archunit.core.domain.JavaAnnotation;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnSingleCandidate;

/**
 * The types by which Boot, or a host, looks for a bean of which there is to be one: those
 * of the conditions of Boot's auto-configurations on the class path, and a few that are
 * looked up in code.
 */
final class HostLookups {

	private static final Set<String> CONDITIONS = Set.of(ConditionalOnMissingBean.class.getName(),
			ConditionalOnSingleCandidate.class.getName());

	private static final Set<String> KNOWN = Set.of("com.fasterxml.jackson.databind.ObjectMapper",
			"io.micrometer.core.instrument.MeterRegistry", "io.micrometer.observation.ObservationConvention",
			"io.micrometer.observation.ObservationRegistry", "jakarta.servlet.Filter", "java.time.InstantSource",
			"java.util.concurrent.Executor", "javax.sql.DataSource", "org.springframework.cache.CacheManager",
			"org.springframework.core.task.TaskExecutor", "org.springframework.scheduling.TaskScheduler",
			"org.springframework.security.web.SecurityFilterChain",
			"org.springframework.transaction.TransactionManager", "org.springframework.web.client.RestClient",
			"org.springframework.web.client.RestTemplate", "org.springframework.web.servlet.HandlerInterceptor",
			"tools.jackson.databind.ObjectMapper");

	static final Set<String> TYPES = types();

	private HostLookups() {
	}

	static Optional<String> find(JavaClass type) {
		return TYPES.stream().filter(type::isAssignableTo).findFirst();
	}

	private static Set<String> types() {
		Set<String> types = new TreeSet<>(KNOWN);
		for (JavaClass type : new ClassFileImporter()
			.withImportOption((location) -> location.contains("/autoconfigure/"))
			.importPackages("org.springframework.boot")) {
			type.getAnnotations().stream().flatMap((condition) -> types(condition, type.getName())).forEach(types::add);
			type.getMethods().stream().flatMap(HostLookups::types).forEach(types::add);
		}
		return Set.copyOf(types);
	}

	private static Stream<String> types(JavaMethod bean) {
		return bean.getAnnotations()
			.stream()
			.flatMap((condition) -> types(condition, bean.getRawReturnType().getName()));
	}

	private static Stream<String> types(JavaAnnotation<?> condition, String inferred) {
		if (!CONDITIONS.contains(condition.getRawType().getName())) {
			return Stream.empty();
		}
		boolean explicit = values(condition, "value", "type", "name", "annotation").findAny().isPresent();
		return explicit ? values(condition, "value", "type") : Stream.of(inferred);
	}

	private static Stream<String> values(JavaAnnotation<?> annotation, String... keys) {
		return Stream.of(keys)
			.map((key) -> annotation.getProperties().get(key))
			.flatMap((value) -> (value instanceof Object[] several) ? Stream.of(several) : Stream.ofNullable(value))
			.map((value) -> (value instanceof JavaClass type) ? type.getName() : String.valueOf(value));
	}

}
