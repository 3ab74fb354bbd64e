package io.github.selftest.boot.rollout.analysis;

import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/**
 * A metric of a template, its arguments filled in as far as they are known.
 */
final class Metric {

	private static final Pattern SECONDS = Pattern.compile("\\d{1,9}");

	private static final Pattern PART = Pattern.compile("(\\d+(?:\\.\\d+)?)(ms|s|m|h|d|w)");

	private final Map<?, ?> content;

	private final Arguments arguments;

	Metric(Map<?, ?> content, Arguments arguments) {
		this.content = content;
		this.arguments = arguments;
	}

	String name() {
		return Yaml.text(this.content, "name").orElse("?");
	}

	/**
	 * Return the name of the provider.
	 * @return such as {@code web}, empty if there is none
	 */
	String provider() {
		return (Yaml.at(this.content, "provider") instanceof Map<?, ?> map)
				? map.keySet().stream().findFirst().map(Object::toString).orElse("") : "";
	}

	boolean isPrometheus() {
		return provider().equals("prometheus");
	}

	boolean isWeb() {
		return provider().equals("web");
	}

	/**
	 * Return whether it reads the verdict of a service with this starter.
	 * @return whether it does, as far as the URL tells
	 */
	boolean readsVerdict() {
		return isWeb() && (url().contains("/actuator/selftest/") || allText().contains("podTemplateHash"));
	}

	String query() {
		return withoutComments(filled("provider", "prometheus", "query").orElse("")).strip();
	}

	String rawQuery() {
		return withoutComments(Yaml.text(this.content, "provider", "prometheus", "query").orElse(""));
	}

	private static String withoutComments(String query) {
		StringBuilder text = new StringBuilder();
		char quote = 0;
		for (int i = 0; i < query.length(); i++) {
			char c = query.charAt(i);
			if (quote == 0 && c == '#') {
				int end = query.indexOf('\n', i);
				i = (end >= 0) ? end : query.length();
				text.append('\n');
				continue;
			}
			quote = (quote != 0) ? ((c == quote) ? 0 : quote) : (("\"'`".indexOf(c) >= 0) ? c : 0);
			text.append(c);
		}
		return text.toString();
	}

	String url() {
		return filled("provider", "web", "url").orElse("");
	}

	String rawUrl() {
		return Yaml.text(this.content, "provider", "web", "url").orElse("");
	}

	String jsonPath() {
		return Yaml.text(this.content, "provider", "web", "jsonPath").orElse("{$}");
	}

	Optional<String> success() {
		return filled("successCondition");
	}

	Optional<String> failure() {
		return filled("failureCondition");
	}

	/**
	 * Return the text of both conditions.
	 * @return the text, for a look at how they are written
	 */
	String conditionText() {
		return success().orElse("") + " ; " + failure().orElse("");
	}

	/**
	 * Return the conditions.
	 * @return the conditions, or {@code null} if they are not in the language that is
	 * understood here
	 */
	@Nullable Conditions conditions() {
		try {
			return Conditions.parse(success().orElse(null), failure().orElse(null));
		}
		catch (ConditionException ex) {
			return null;
		}
	}

	OptionalInt number(String field) {
		try {
			return filled(field).map(Integer::parseInt).map(OptionalInt::of).orElseGet(OptionalInt::empty);
		}
		catch (NumberFormatException ex) {
			return OptionalInt.empty();
		}
	}

	boolean has(String field) {
		return this.content.containsKey(field);
	}

	String allText() {
		return this.content.toString();
	}

	private Optional<String> filled(String... keys) {
		return Yaml.text(this.content, keys).map(this.arguments::fill);
	}

	/**
	 * Read a duration of Prometheus.
	 * @param text such as {@code 1m30s}, or a number of seconds
	 * @return the duration, empty if it is none
	 */
	static Optional<Duration> duration(String text) {
		if (SECONDS.matcher(text).matches()) {
			return Optional.of(Duration.ofSeconds(Long.parseLong(text)));
		}
		Matcher part = PART.matcher(text);
		double seconds = 0;
		int end = 0;
		while (part.find(end) && part.start() == end) {
			seconds += Double.parseDouble(part.group(1)) * secondsOf(part.group(2).toLowerCase(Locale.ROOT));
			end = part.end();
		}
		return (end == text.length() && end > 0) ? Optional.of(Duration.ofMillis((long) (seconds * 1000)))
				: Optional.empty();
	}

	private static double secondsOf(String unit) {
		return switch (unit) {
			case "ms" -> 0.001;
			case "s" -> 1;
			case "m" -> 60;
			case "h" -> 3600;
			case "d" -> 86400;
			default -> 604800;
		};
	}

}
