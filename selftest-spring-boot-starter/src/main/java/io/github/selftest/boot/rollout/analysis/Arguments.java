package io.github.selftest.boot.rollout.analysis;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/**
 * The arguments that a template declares, or that a rollout passes, by name.
 *
 * @param values the value of each, empty where it has none; one that comes from a field
 * or a Secret has the text of that
 */
record Arguments(Map<String, Optional<String>> values) {

	/** What stands for a value that is not known, in quotes and as a number. */
	static final String SOME_TEXT = "some-text";

	private static final String SOME_NUMBER = "0.5";

	private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\{\\s{0,20}(\\{?[^{}]{0,200}?)\\s{0,20}}}");

	private static final String PREFIX = "args.";

	static Arguments of(@Nullable Object holder) {
		Map<String, Optional<String>> values = new LinkedHashMap<>();
		for (Object argument : Yaml.list(holder, "args")) {
			Optional<String> from = Optional.ofNullable(Yaml.at(argument, "valueFrom")).map(Object::toString);
			Yaml.text(argument, "name")
				.ifPresent((name) -> values.put(name, Yaml.text(argument, "value").or(() -> from)));
		}
		return new Arguments(values);
	}

	/**
	 * Return the names that a text asks for.
	 * @param text the text
	 * @return what stands between double braces
	 */
	static Set<String> placeholders(String text) {
		Set<String> names = new TreeSet<>();
		PLACEHOLDER.matcher(text).results().map((match) -> match.group(1)).forEach(names::add);
		return names;
	}

	static boolean isArgument(String placeholder) {
		return placeholder.startsWith(PREFIX);
	}

	static String nameOf(String placeholder) {
		return placeholder.substring(PREFIX.length());
	}

	/**
	 * Fill in a text, with some value where none is known.
	 * @param text the text
	 * @return the text without placeholders
	 */
	String fill(String text) {
		Function<MatchResult, String> value = (match) -> Matcher
			.quoteReplacement(known(match.group(1)).orElseGet(() -> isQuoted(text, match) ? SOME_TEXT : SOME_NUMBER));
		return PLACEHOLDER.matcher(text).replaceAll(value);
	}

	private Optional<String> known(String placeholder) {
		return isArgument(placeholder) ? this.values.getOrDefault(nameOf(placeholder), Optional.empty())
			.filter((value) -> !value.startsWith("{")) : Optional.empty();
	}

	private static boolean isQuoted(String text, MatchResult match) {
		return match.start() > 0 && "'\"".indexOf(text.charAt(match.start() - 1)) >= 0;
	}

}
