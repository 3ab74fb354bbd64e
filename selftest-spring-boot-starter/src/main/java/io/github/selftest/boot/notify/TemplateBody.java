package io.github.selftest.boot.notify;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;
import org.springframework.core.io.Resource;

/**
 * A body of the user's own: a text in which <code>{{name}}</code> stands for a field of
 * the {@link JsonBody}, escaped to stand between the quotes of a JSON string.
 */
final class TemplateBody implements Body {

	private static final Pattern FIELD = Pattern.compile("\\{\\{\\s*([^{}]*?)\\s*}}");

	private static final int MAX = 64 * 1024;

	private final String template;

	private final JsonBody fields;

	TemplateBody(String template, JsonBody fields) {
		this.template = template;
		this.fields = fields;
	}

	/**
	 * Read a template.
	 * @param property the property that names it
	 * @param resource where it is
	 * @param known the fields that exist
	 * @return its text
	 * @throws InvalidNotifyException if it cannot be read or names unknown fields
	 */
	static String read(String property, Resource resource, Set<String> known) {
		String template = text(property, resource);
		Set<String> unknown = new TreeSet<>();
		FIELD.matcher(template).results().map((field) -> field.group(1)).forEach(unknown::add);
		unknown.removeAll(known);
		if (template.length() > MAX || template.isBlank() || !unknown.isEmpty()) {
			String seen = unknown.isEmpty() ? template.length() + " characters" : "the unknown fields " + unknown;
			throw new InvalidNotifyException(property, seen,
					"a text of at most 65536 characters with fields of " + new TreeSet<>(known),
					"Correct the template.");
		}
		return template;
	}

	private static String text(String property, Resource resource) {
		try {
			return resource.getContentAsString(StandardCharsets.UTF_8);
		}
		catch (IOException ex) {
			throw new InvalidNotifyException(property, "no readable resource", "a resource that can be read",
					"Name a resource such as 'classpath:alerts/teams.json' or 'file:/etc/alerts/teams.json'.");
		}
	}

	@Override
	public String of(Alert alert, Instant now) {
		Map<String, @Nullable Object> values = this.fields.fields(alert);
		return FIELD.matcher(this.template)
			.replaceAll((field) -> Matcher.quoteReplacement(Json.escaped(text(values.get(field.group(1))))));
	}

	private static String text(@Nullable Object value) {
		if (value instanceof Collection<?> values) {
			return values.stream().map(String::valueOf).collect(Collectors.joining(", "));
		}
		return (value != null) ? value.toString() : "";
	}

}
