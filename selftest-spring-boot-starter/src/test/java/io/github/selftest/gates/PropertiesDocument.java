package io.github.selftest.gates;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The page of the documentation that lists all configuration properties.
 */
final class PropertiesDocument {

	static final String COMMAND = "mvn -pl selftest-spring-boot-starter -am test -Dtest=PropertiesDocumentationTests "
			+ "-Dsurefire.failIfNoSpecifiedTests=false -Dselftest.docs.write=true";

	private PropertiesDocument() {
	}

	static String of(List<ConfigurationProperty> properties) {
		Map<String, List<ConfigurationProperty>> tables = properties.stream()
			.collect(Collectors.groupingBy(ConfigurationProperty::prefix, TreeMap::new, Collectors.toList()));
		return tables.entrySet()
			.stream()
			.map((table) -> table(table.getKey(), table.getValue()))
			.collect(Collectors.joining("\n",
					"""
							# Configuration properties

							A `*` stands for a name of your choice, or for an index. This page is generated from the metadata of the
							starter, which editors show as well; this command writes it anew:

							```
							%s
							```

							"""
						.formatted(COMMAND),
					""));
	}

	private static String table(String prefix, List<ConfigurationProperty> properties) {
		return Stream
			.concat(Stream.of("## `%s`".formatted(prefix), "", "| property | type | default | meaning |",
					"|---|---|---|---|"), properties.stream().map(PropertiesDocument::row))
			.collect(Collectors.joining("\n", "", "\n"));
	}

	private static String row(ConfigurationProperty property) {
		return "| `%s` | %s | %s | %s |".formatted(property.name(), type(property.type()), code(defaultValue(property)),
				cell(property.description()));
	}

	private static String type(String type) {
		List<String> constants = ConfigurationProperty.constants(type);
		if (!constants.isEmpty()) {
			return constants.stream().map(PropertiesDocument::code).collect(Collectors.joining(", "));
		}
		return code(type.replaceAll("[a-z0-9.]+\\.", "").replaceAll("\\w+\\$", "").replace(",", ", "));
	}

	private static String defaultValue(ConfigurationProperty property) {
		String value = property.defaultValue();
		if (ConfigurationProperty.constants(property.type()).isEmpty()) {
			return value.replaceFirst("^\\[(.*)]$", "$1");
		}
		return value.replace('_', '-');
	}

	private static String code(String text) {
		return text.isEmpty() ? "" : "`%s`".formatted(cell(text));
	}

	private static String cell(String text) {
		return text.replace("|", "\\|");
	}

}
