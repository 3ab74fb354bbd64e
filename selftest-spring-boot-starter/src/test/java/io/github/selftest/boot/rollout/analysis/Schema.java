package io.github.selftest.boot.rollout.analysis;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import org.jspecify.annotations.Nullable;

/**
 * The fields that the objects of a cluster may have, from {@code schema.yaml}.
 */
final class Schema {

	private final Map<?, ?> kinds;

	private Schema(Map<?, ?> kinds) {
		this.kinds = kinds;
	}

	static Schema read() {
		try (InputStream file = Objects.requireNonNull(Schema.class.getResourceAsStream("/rollout/schema.yaml"))) {
			return new Schema(new org.yaml.snakeyaml.Yaml().load(file));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * Say what is wrong with an object.
	 * @param content the object
	 * @return unknown and missing fields, and values of another type
	 */
	List<String> problems(Map<?, ?> content) {
		List<String> problems = new ArrayList<>();
		Object kind = this.kinds.get(content.get("kind"));
		if (kind == null) {
			return List.of("unknown kind '%s'".formatted(content.get("kind")));
		}
		check(String.valueOf(content.get("kind")), kind, content, problems);
		return problems;
	}

	private static void check(String path, @Nullable Object type, @Nullable Object value, List<String> problems) {
		if (type instanceof Map<?, ?> fields) {
			checkFields(path, fields, value, problems);
		}
		else if (type instanceof List<?> element && value instanceof List<?> list) {
			for (int i = 0; i < list.size(); i++) {
				check("%s[%d]".formatted(path, i), element.get(0), list.get(i), problems);
			}
		}
		else if (!(type instanceof String name) || !matches(name, value)) {
			problems.add("%s: '%s' is no %s".formatted(path, value, type));
		}
	}

	private static void checkFields(String path, Map<?, ?> fields, @Nullable Object value, List<String> problems) {
		if (!(value instanceof Map<?, ?> map)) {
			problems.add("%s: '%s' is no object".formatted(path, value));
			return;
		}
		map.forEach((name, found) -> {
			Object type = fields.containsKey(name) ? fields.get(name) : fields.get(name + "!");
			if (type == null) {
				problems.add("%s: unknown field '%s'".formatted(path, name));
			}
			else {
				check(path + "." + name, type, found, problems);
			}
		});
		fields.keySet()
			.stream()
			.map(String::valueOf)
			.filter((name) -> name.endsWith("!") && !map.containsKey(name.substring(0, name.length() - 1)))
			.forEach((name) -> problems.add("%s: missing field '%s'".formatted(path, name)));
	}

	private static boolean matches(String type, @Nullable Object value) {
		return switch (type) {
			case "string" -> value instanceof String;
			case "strings" ->
				value instanceof Map<?, ?> map && map.values().stream().allMatch(String.class::isInstance);
			case "boolean" -> value instanceof Boolean;
			case "integer" -> value instanceof Integer;
			case "number" -> value instanceof Number;
			case "integer-or-string" -> value instanceof Integer || value instanceof String;
			case "duration" ->
				value instanceof String text && (text.startsWith("{{args.") || Metric.duration(text).isPresent());
			default -> throw new IllegalArgumentException("unknown type " + type);
		};
	}

}
