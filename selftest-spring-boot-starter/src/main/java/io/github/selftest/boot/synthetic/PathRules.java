package io.github.selftest.boot.synthetic;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;
import org.springframework.http.server.PathContainer;
import org.springframework.web.util.pattern.PathPattern;
import org.springframework.web.util.pattern.PathPatternParser;
import org.springframework.web.util.pattern.PatternParseException;

/**
 * Paths below the context path that something is allowed on, each perhaps with one method
 * alone. A path that containers or handlers could read in two ways matches none.
 */
final class PathRules {

	static final PathRules NONE = new PathRules(List.of());

	private static final Pattern RULE = Pattern.compile("(?:([A-Z]{1,20}) +)?(/\\S*)");

	/** Parameters, empty segments, and delimiters, dots and controls in disguise. */
	private static final Pattern AMBIGUOUS = Pattern
		.compile("[;\\\\\\x00-\\x20\\x7f-\\uffff]|//|%(?:2[eEfF5]|3[bB]|5[cC]|[01]|7[fF])|%(?![0-9a-fA-F]{2})");

	private static final Set<String> DOTS = Set.of(".", "..");

	private final List<Rule> rules;

	private PathRules(List<Rule> rules) {
		this.rules = rules;
	}

	static PathRules of(String property, List<String> texts) {
		List<Rule> rules = new ArrayList<>();
		for (int i = 0; i < texts.size(); i++) {
			rules.add(rule(property + "[" + i + "]", texts.get(i)));
		}
		return rules.isEmpty() ? NONE : new PathRules(List.copyOf(rules));
	}

	private static Rule rule(String property, String text) {
		Matcher rule = RULE.matcher(text.strip());
		if (!rule.matches()) {
			throw broken(property, text, null);
		}
		try {
			return new Rule(rule.group(1), PathPatternParser.defaultInstance.parse(rule.group(2)));
		}
		catch (PatternParseException ex) {
			throw broken(property, text, ex);
		}
	}

	private static InvalidSyntheticException broken(String property, String text, @Nullable Exception cause) {
		return new InvalidSyntheticException(property, "'" + text + "'",
				"a path such as '/auth/token' or '/products/**', perhaps after a method as in 'POST /auth/token'",
				"Write the path as it is below the context path; '*' stands for a segment, '/**' at the end for "
						+ "all below.",
				cause);
	}

	boolean isEmpty() {
		return this.rules.isEmpty();
	}

	/**
	 * Return whether a rule allows a path.
	 * @param method the method
	 * @param path the path below the context path as it came over the wire, {@code null}
	 * if it cannot be told
	 * @return whether one does; never for a path that can be read in two ways
	 */
	boolean match(String method, @Nullable String path) {
		if (this.rules.isEmpty() || path == null || isAmbiguous(path)) {
			return false;
		}
		PathContainer parsed = PathContainer.parsePath(path);
		return this.rules.stream().anyMatch((rule) -> rule.matches(method, parsed));
	}

	static boolean isAmbiguous(String path) {
		return AMBIGUOUS.matcher(path).find() || Arrays.stream(path.split("/", -1)).anyMatch(DOTS::contains);
	}

	private record Rule(@Nullable String method, PathPattern pattern) {

		boolean matches(String asked, PathContainer path) {
			return (this.method == null || this.method.equals(asked)) && this.pattern.matches(path);
		}

	}

}
