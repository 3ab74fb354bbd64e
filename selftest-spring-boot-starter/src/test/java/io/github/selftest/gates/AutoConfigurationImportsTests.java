package io.github.selftest.gates;

import java.lang.annotation.Annotation;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.actuate.autoconfigure.web.ManagementContextConfiguration;
import org.springframework.boot.autoconfigure.AutoConfiguration;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What Boot is to load is named in the file in which Boot looks, and nothing else is.
 */
class AutoConfigurationImportsTests {

	@ParameterizedTest
	@ValueSource(classes = { AutoConfiguration.class, ManagementContextConfiguration.class })
	void namesEachAnnotatedClass(Class<? extends Annotation> annotation) {
		assertThat(ImportsFile.ours(annotation.getName()).problems(shippedClassesWith(annotation))).isEmpty();
	}

	@Test
	void readsTheLinesOfThisModuleOnly() {
		assertThat(ImportsFile.ours(AutoConfiguration.class.getName()).entries())
			.allMatch((entry) -> entry.startsWith("io.github.selftest.boot."));
	}

	@Test
	void acceptsAFileThatIsCompleteAndSorted() {
		assertThat(file("a.First", "b.Second").problems(Set.of("b.Second", "a.First"))).isEmpty();
	}

	@Test
	void failsOnAMissingLine() {
		assertThat(file("a.First").problems(Set.of("a.First", "b.Second")))
			.containsExactly("'b.Second' is missing in 'META-INF/spring/an.Annotation.imports': add that line");
	}

	@Test
	void failsOnTheLineOfAGhost() {
		assertThat(file("a.First", "b.Ghost").problems(Set.of("a.First"))).containsExactly(
				"'b.Ghost' in 'META-INF/spring/an.Annotation.imports' is no class with '@an.Annotation': remove that line");
	}

	@Test
	void failsOnLinesOutOfOrder() {
		assertThat(file("b.Second", "a.First").problems(Set.of("a.First", "b.Second")))
			.containsExactly("'META-INF/spring/an.Annotation.imports' is not sorted, or repeats a line: "
					+ "expected [a.First, b.Second]");
	}

	@Test
	void failsOnARepeatedLine() {
		assertThat(file("a.First", "a.First").problems(Set.of("a.First"))).hasSize(1);
	}

	private static ImportsFile file(String... entries) {
		return new ImportsFile("an.Annotation", List.of(entries));
	}

	private static Set<String> shippedClassesWith(Class<? extends Annotation> annotation) {
		return new ClassFileImporter().withImportOption((location) -> !location.contains("/test-classes/"))
			.importPackages("io.github.selftest.boot")
			.stream()
			.filter((type) -> type.isAnnotatedWith(annotation))
			.map(JavaClass::getName)
			.collect(Collectors.toSet());
	}

}
