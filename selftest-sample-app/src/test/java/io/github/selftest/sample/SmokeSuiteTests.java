package io.github.selftest.sample;

import java.io.IOException;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.context.annotation.ClassPathScanningCandidateComponentProvider;
import org.springframework.core.env.PropertySource;
import org.springframework.core.io.ClassPathResource;
import org.springframework.util.ClassUtils;

import io.github.selftest.api.CheckDefinition;
import io.github.selftest.api.SelfTest;

import static org.assertj.core.api.Assertions.assertThat;

class SmokeSuiteTests {

	private final Map<String, YamlCheck> yaml = yaml();

	private final List<CheckDefinition> checks = Stream.concat(inYaml(), inCode()).toList();

	@Test
	void holdsSixteenChecksOfWhichNineNeedNoCode() {
		assertThat(this.checks).hasSize(16);
		assertThat(this.checks).extracting(CheckDefinition::id).doesNotHaveDuplicates();
		assertThat(this.yaml).hasSize(9);
	}

	@Test
	void coversHealthJourneysDataSecurityAndPerformance() {
		Map<String, Long> areas = this.checks.stream()
			.map(CheckDefinition::title)
			.collect(Collectors.groupingBy((title) -> title.substring(0, title.indexOf(':')), Collectors.counting()));
		assertThat(areas).isEqualTo(Map.of("Health", 4L, "Journey", 4L, "Data", 2L, "Security", 4L, "Performance", 2L));
	}

	@Test
	void isAllInGroupSmoke() {
		assertThat(this.checks).allSatisfy((check) -> assertThat(check.groups()).contains("smoke"));
	}

	@Test
	void namesPrerequisitesThatExist() {
		List<String> ids = this.checks.stream().map(CheckDefinition::id).toList();
		assertThat(this.checks).flatExtracting(CheckDefinition::prerequisites).isNotEmpty().isSubsetOf(ids);
	}

	@Test
	void onlyReads() {
		assertThat(this.yaml.entrySet()).filteredOn((check) -> !check.getValue().request().method().equals("GET"))
			.extracting(Map.Entry::getKey)
			.containsExactly("wrongPasswordIsRefused");
	}

	private Stream<CheckDefinition> inYaml() {
		return this.yaml.entrySet()
			.stream()
			.map((entry) -> definition(entry.getKey(), entry.getValue().title(), entry.getValue().groups(),
					entry.getValue().after()));
	}

	private Stream<CheckDefinition> inCode() {
		return new ClassPathScanningCandidateComponentProvider(true)
			.findCandidateComponents("io.github.selftest.sample.selftest")
			.stream()
			.map((bean) -> ClassUtils.resolveClassName(String.valueOf(bean.getBeanClassName()), null))
			.flatMap((type) -> Arrays.stream(type.getDeclaredMethods()))
			.filter((method) -> method.isAnnotationPresent(SelfTest.class))
			.map(SmokeSuiteTests::definition);
	}

	private static CheckDefinition definition(Method method) {
		SelfTest selfTest = method.getAnnotation(SelfTest.class);
		return definition(method.getName(), selfTest.title(), List.of(selfTest.groups()), List.of(selfTest.after()));
	}

	private static CheckDefinition definition(String id, String title, List<String> groups, List<String> after) {
		return CheckDefinition.builder(id)
			.title(title)
			.groups(groups.toArray(String[]::new))
			.after(after.toArray(String[]::new))
			.build();
	}

	private static Map<String, YamlCheck> yaml() {
		return new Binder(ConfigurationPropertySources.from(smokeSuite()))
			.bind("selftest.check.http.checks", Bindable.mapOf(String.class, YamlCheck.class))
			.get();
	}

	private static List<PropertySource<?>> smokeSuite() {
		try {
			return new YamlPropertySourceLoader().load("smoke", new ClassPathResource("smoke-suite.yaml"));
		}
		catch (IOException ex) {
			throw new IllegalStateException(ex);
		}
	}

	record YamlCheck(String title, @DefaultValue("smoke") List<String> groups, @DefaultValue List<String> after,
			YamlRequest request) {

	}

	record YamlRequest(@DefaultValue("GET") String method, String path) {

	}

}
