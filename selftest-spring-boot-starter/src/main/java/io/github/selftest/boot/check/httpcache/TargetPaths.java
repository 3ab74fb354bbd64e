package io.github.selftest.boot.check.httpcache;

import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.springframework.web.util.UriUtils;

import io.github.selftest.api.probe.PathVariableValues;
import io.github.selftest.boot.check.RequestRule;

/**
 * Turns the route of a resource into a path that can be asked for.
 */
final class TargetPaths {

	private static final Pattern VARIABLE = Pattern.compile("\\{\\*?([A-Za-z_$][\\w$]*)(?::(?:[^{}]|\\{[^{}]*})*)?}");

	private final Supplier<List<PathVariableValues>> values;

	private final UnaryOperator<String> versions;

	/**
	 * Create the paths.
	 * @param values what knows values of variables
	 * @param versions turns the path of a static resource into the one with its version
	 */
	TargetPaths(Supplier<List<PathVariableValues>> values, UnaryOperator<String> versions) {
		this.values = values;
		this.versions = versions;
	}

	String versioned(String path) {
		return this.versions.apply(path);
	}

	/**
	 * Put values in place of the variables.
	 * @param route the route
	 * @return the path, nothing if a variable has no value or it is none that can be sent
	 */
	Optional<String> withValues(String route) {
		Matcher variable = VARIABLE.matcher(route);
		Map<String, String> known = variable.find() ? valuesFor(route) : Map.of();
		StringBuilder path = new StringBuilder();
		variable.reset();
		while (variable.find()) {
			String value = known.get(variable.group(1));
			if (value == null) {
				return Optional.empty();
			}
			variable.appendReplacement(path, Matcher.quoteReplacement(encoded(value)));
		}
		variable.appendTail(path);
		return Optional.of(path.toString()).filter(RequestRule.PATH::accepts);
	}

	static boolean hasVariables(String route) {
		return VARIABLE.matcher(route).find();
	}

	private Map<String, String> valuesFor(String route) {
		Map<String, String> all = new HashMap<>();
		Collection<PathVariableValues> providers = this.values.get();
		providers.forEach((provider) -> provider.valuesFor(route).forEach(all::putIfAbsent));
		return all;
	}

	private static String encoded(String value) {
		return UriUtils.encodePathSegment(value, StandardCharsets.UTF_8);
	}

}
