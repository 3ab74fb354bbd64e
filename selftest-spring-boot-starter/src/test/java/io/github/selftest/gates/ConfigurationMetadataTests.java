package io.github.selftest.gates;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Every property is described, as an editor shows nothing else.
 */
class ConfigurationMetadataTests {

	private static final String GENERATED = "META-INF/spring-configuration-metadata.json";

	private static final String BY_HAND = "META-INF/additional-spring-configuration-metadata.json";

	@Test
	void describesEachProperty() {
		assertThat(ConfigurationMetadata.ours()).flatMap((property) -> property.problems().toList()).isEmpty();
	}

	@Test
	void acceptsWhatIsWellDescribed() {
		assertThat(problems(GENERATED, "selftest.some-groups", "java.lang.Boolean", "Whether it runs.")).isEmpty();
	}

	@Test
	void failsOnAMissingDescription() {
		assertThat(problems(GENERATED, "selftest.timeout", "java.time.Duration", "")).singleElement()
			.asString()
			.startsWith("'selftest.timeout' has no description");
	}

	@Test
	void failsOnAMissingDescriptionWrittenByHand() {
		assertThat(problems(BY_HAND, "selftest.enabled", "java.lang.Boolean", "")).hasSize(1);
	}

	@Test
	void failsOnABooleanThatDoesNotStartWithWhether() {
		assertThat(problems(GENERATED, "selftest.enabled", "java.lang.Boolean", "Enables it."))
			.containsExactly("'selftest.enabled' is described as \"Enables it.\": expected \"Whether\" at the start");
	}

	@Test
	void failsOnAMissingFullStop() {
		assertThat(problems(GENERATED, "selftest.timeout", "java.time.Duration", "Time of a run")).singleElement()
			.asString()
			.endsWith("expected a full stop at the end");
	}

	@Test
	void failsOnADefaultInWords() {
		assertThat(problems(GENERATED, "selftest.timeout", "java.time.Duration", "Time of a run. Defaults to 5s."))
			.singleElement()
			.asString()
			.endsWith("expected the default in '@DefaultValue', not in words");
	}

	@Test
	void failsOnMarkup() {
		assertThat(problems(GENERATED, "selftest.timeout", "java.time.Duration", "Time of a {@code run}.")).hasSize(1);
	}

	@Test
	void failsOnANameOutsideOfOurNamespace() {
		assertThat(problems(GENERATED, "management.selftest", "java.time.Duration", "Time of a run.")).hasSize(1);
	}

	@Test
	void findsWhatLiesBehindAKey() {
		Map<String, String> files = Map.of(GENERATED,
				property("selftest.groups", "java.util.Map<java.lang.String,io.github.selftest.Group>", "Groups."),
				"META-INF/spring/configuration-metadata/io.github.selftest.Group.json",
				property("interval", "java.time.Duration", "Time between runs."));
		assertThat(read(files)).extracting(ConfigurationProperty::name)
			.containsExactly("selftest.groups", "selftest.groups.*.interval");
	}

	@Test
	void findsWhatLiesInAList() {
		Map<String, String> files = Map.of(GENERATED,
				property("selftest.keys", "java.util.List<io.github.selftest.Key>", "Keys."),
				"META-INF/spring/configuration-metadata/io.github.selftest.Key.json",
				property("id", "java.lang.String", "Name of the key."));
		assertThat(read(files)).extracting(ConfigurationProperty::name)
			.containsExactly("selftest.keys", "selftest.keys[*].id");
		assertThat(read(files)).flatMap((property) -> property.problems().toList()).isEmpty();
	}

	@Test
	void failsOnATypeBehindAKeyThatIsDescribedNowhere() {
		assertThat(problems(GENERATED, "selftest.groups", "java.util.Map<java.lang.String,io.github.selftest.Group>",
				"Groups."))
			.containsExactly("'selftest.groups.*' has no description: expected a '@param' or a field's javadoc, "
					+ "or '@ConfigurationPropertiesSource' on its type 'io.github.selftest.Group'");
	}

	@Test
	void needsNoDescriptionOfTheConstantsOfAnEnum() {
		assertThat(problems(GENERATED, "selftest.severities", "java.util.Set<io.github.selftest.api.Severity>",
				"Severities that count."))
			.isEmpty();
	}

	private static List<String> problems(String file, String name, String type, String description) {
		return read(Map.of(file, property(name, type, description))).stream()
			.flatMap(ConfigurationProperty::problems)
			.toList();
	}

	private static List<ConfigurationProperty> read(Map<String, String> files) {
		return ConfigurationMetadata.read((file) -> Stream.ofNullable(files.get(file)));
	}

	private static String property(String name, String type, String description) {
		return """
				{"properties":[{"name":"%s","type":"%s","description":"%s"}]}""".formatted(name, type, description);
	}

}
