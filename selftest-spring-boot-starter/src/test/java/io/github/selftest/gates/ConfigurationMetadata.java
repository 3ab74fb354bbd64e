package io.github.selftest.gates;

import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The configuration properties as the metadata describes them. What lies behind the key
 * of a map or in a list is looked up in the metadata of its type, which the annotation
 * {@code @ConfigurationPropertiesSource} on that type lets the compiler write, and is
 * named with a {@code *}.
 */
final class ConfigurationMetadata {

	private static final List<String> FILES = List.of("META-INF/spring-configuration-metadata.json",
			"META-INF/additional-spring-configuration-metadata.json");

	private static final Pattern ELEMENT = Pattern
		.compile("java\\.util\\.(List<|Set<|Map<java\\.lang\\.String,)(io\\.github\\.selftest\\.[^<>]+)>");

	private static final JsonMapper JSON = JsonMapper.builder().build();

	private final Function<String, Stream<String>> files;

	private final Set<ConfigurationProperty> properties = new TreeSet<>(
			Comparator.comparing(ConfigurationProperty::name));

	private ConfigurationMetadata(Function<String, Stream<String>> files) {
		this.files = files;
	}

	/**
	 * Read the metadata of this project.
	 * @return the properties, sorted by name
	 */
	static List<ConfigurationProperty> ours() {
		return read(OurFiles::onClassPath);
	}

	/**
	 * Read metadata.
	 * @param files finds the documents by the name of a resource
	 * @return the properties, sorted by name
	 */
	static List<ConfigurationProperty> read(Function<String, Stream<String>> files) {
		ConfigurationMetadata metadata = new ConfigurationMetadata(files);
		FILES.forEach((file) -> metadata.addAll("", file));
		return List.copyOf(metadata.properties);
	}

	private void addAll(String prefix, String file) {
		this.files.apply(file)
			.flatMap((document) -> JSON.readTree(document).path("properties").valueStream())
			.forEach((property) -> add(prefix, property));
	}

	private void add(String prefix, JsonNode node) {
		ConfigurationProperty property = new ConfigurationProperty(prefix + node.path("name").asString(),
				node.path("type").asString(""), node.path("defaultValue").asString(""),
				node.path("description").asString(""));
		if (this.properties.add(property)) {
			addElements(property);
		}
	}

	private void addElements(ConfigurationProperty property) {
		Matcher element = ELEMENT.matcher(property.type());
		if (element.matches() && ConfigurationProperty.constants(element.group(2)).isEmpty()) {
			String name = property.name() + (element.group(1).startsWith("Map") ? ".*" : "[*]");
			String file = "META-INF/spring/configuration-metadata/" + element.group(2) + ".json";
			if (this.files.apply(file).findAny().isEmpty()) {
				this.properties.add(new ConfigurationProperty(name, element.group(2), "", ""));
			}
			addAll(name + ".", file);
		}
	}

}
