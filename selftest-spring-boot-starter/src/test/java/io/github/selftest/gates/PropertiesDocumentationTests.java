package io.github.selftest.gates;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * The documentation lists the properties that there are.
 */
class PropertiesDocumentationTests {

	private static final ConfigurationProperty TIMEOUT = new ConfigurationProperty("selftest.check.pool.timeout",
			"java.time.Duration", "5s", "Time of a run.");

	@TempDir
	Path folder;

	@Test
	void isUpToDate() throws IOException {
		Path page = OurFiles.projectRoot().resolve("docs/reference/properties.md");
		String expected = PropertiesDocument.of(ConfigurationMetadata.ours());
		if (Boolean.getBoolean("selftest.docs.write")) {
			Files.createDirectories(page.getParent());
			Files.writeString(page, expected);
		}
		assertUpToDate(page, expected);
	}

	@Test
	void failsOnAPageThatLacksAPropertyAndNamesTheRemedy() throws IOException {
		Path page = Files.writeString(this.folder.resolve("page.md"), PropertiesDocument.of(List.of()));
		assertThatExceptionOfType(AssertionError.class)
			.isThrownBy(() -> assertUpToDate(page, PropertiesDocument.of(List.of(TIMEOUT))))
			.withMessageContaining(PropertiesDocument.COMMAND)
			.withMessageContaining("selftest.check.pool.timeout");
	}

	@Test
	void failsOnAMissingPage() {
		assertThatExceptionOfType(AssertionError.class)
			.isThrownBy(() -> assertUpToDate(this.folder.resolve("page.md"), ""));
	}

	@Test
	void groupsPropertiesByPrefix() {
		ConfigurationProperty enabled = new ConfigurationProperty("selftest.enabled", "java.lang.Boolean", "true",
				"Whether a|b.");
		assertThat(PropertiesDocument.of(List.of(TIMEOUT, enabled))).endsWith("""
				## `selftest`

				| property | type | default | meaning |
				|---|---|---|---|
				| `selftest.enabled` | `Boolean` | `true` | Whether a\\|b. |

				## `selftest.check.pool`

				| property | type | default | meaning |
				|---|---|---|---|
				| `selftest.check.pool.timeout` | `Duration` | `5s` | Time of a run. |
				""");
	}

	@Test
	void namesTypesWithoutTheirPackages() {
		assertThat(row("java.util.Map<java.lang.String,io.github.selftest.Some$Group>"))
			.contains("| `Map<String, Group>` |");
	}

	@Test
	void listsTheConstantsOfAnEnum() {
		assertThat(row("io.github.selftest.api.Severity")).contains("| `critical`, `degrading`, `info` |");
	}

	@Test
	void writesDefaultsAsAConfigurationDoes() {
		assertThat(row("java.util.List<java.lang.String>", "[smoke, canary]")).contains("| `smoke, canary` |");
		assertThat(row("java.time.temporal.ChronoUnit", "half_days")).contains("| `half-days` |");
	}

	private static String row(String type) {
		return row(type, "");
	}

	private static String row(String type, String defaultValue) {
		return PropertiesDocument.of(List.of(new ConfigurationProperty("selftest.some", type, defaultValue, "Some.")));
	}

	private static void assertUpToDate(Path page, String expected) {
		assertThat(page).as("Rewrite it by: " + PropertiesDocument.COMMAND).content().isEqualTo(expected);
	}

}
