package io.github.selftest.gates;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.springframework.util.ClassUtils;

/**
 * A configuration property.
 *
 * @param name the name, with a {@code *} for a key or an index
 * @param type the name of the type, with its package
 * @param defaultValue the default value, empty without one
 * @param description what it means, empty without a description
 */
record ConfigurationProperty(String name, String type, String defaultValue, String description) {

	private static final Pattern NAME = Pattern.compile(
			"(selftest|management\\.endpoint\\.selftest(mutes)?)(\\.([a-z][a-z0-9]*(-[a-z0-9]+)*|\\*)(\\[\\*])?)+");

	private static final Pattern DEFAULT = Pattern.compile("(?i)\\bdefaults? (to|is|value)\\b|\\bby default\\b");

	private static final Pattern MARKUP = Pattern.compile("\\{@|</?[a-z]+>|\\R");

	/**
	 * Say what is wrong with the property.
	 * @return what is wrong, nothing if the property is well described
	 */
	Stream<String> problems() {
		if (this.description.isEmpty()) {
			return Stream.of(("'%s' has no description: expected a '@param' or a field's javadoc, "
					+ "or '@ConfigurationPropertiesSource' on its type '%s'")
				.formatted(this.name, this.type));
		}
		return Stream
			.of(problem(!NAME.matcher(this.name).matches(), "a name of dashed words below 'selftest'"),
					problem(isBoolean() && !this.description.startsWith("Whether "), "\"Whether\" at the start"),
					problem(!this.description.endsWith("."), "a full stop at the end"),
					problem(DEFAULT.matcher(this.description).find(), "the default in '@DefaultValue', not in words"),
					problem(MARKUP.matcher(this.description).find(), "plain text in one line"))
			.filter((problem) -> !problem.isEmpty());
	}

	/**
	 * Return the part of the name by which properties belong together.
	 * @return the name without its last part
	 */
	String prefix() {
		return this.name.substring(0, Math.max(0, this.name.lastIndexOf('.')));
	}

	/**
	 * Return the values that a type allows.
	 * @param type the name of the type
	 * @return the values as they are written in a configuration, none unless the type is
	 * an enum
	 */
	static List<String> constants(String type) {
		ClassLoader loader = ConfigurationProperty.class.getClassLoader();
		if (!ClassUtils.isPresent(type, loader)) {
			return List.of();
		}
		Object[] constants = ClassUtils.resolveClassName(type, loader).getEnumConstants();
		return Stream.ofNullable(constants)
			.flatMap(Stream::of)
			.map((constant) -> ((Enum<?>) constant).name().toLowerCase(Locale.ROOT).replace('_', '-'))
			.toList();
	}

	private boolean isBoolean() {
		return this.type.equals("java.lang.Boolean");
	}

	private String problem(boolean found, String expected) {
		return found ? "'%s' is described as \"%s\": expected %s".formatted(this.name, this.description, expected) : "";
	}

}
