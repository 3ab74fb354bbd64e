package io.github.selftest.boot.rollout.analysis;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Takes a part out of an answer, by the simple paths that templates use.
 */
final class JsonPath {

	private static final Pattern PATH = Pattern.compile("\\{\\s*\\$?((?:\\.[^.\\[\\]{}*?@]+|\\['[^']+'])*)\\s*}");

	private static final Pattern KEY = Pattern.compile("\\.([^.\\[\\]]+)|\\['([^']+)']");

	private JsonPath() {
	}

	static boolean isUnderstood(String path) {
		return PATH.matcher(path).matches();
	}

	/**
	 * Take a part out of an answer. A path without braces is a text, and is its own
	 * value.
	 * @param document the answer
	 * @param path the path
	 * @return the part
	 * @throws ConditionException if there is none
	 */
	static Object select(Object document, String path) {
		if (!path.contains("{")) {
			return path;
		}
		Matcher matcher = PATH.matcher(path);
		if (!matcher.matches()) {
			throw new ConditionException("'%s' is not understood".formatted(path));
		}
		Object found = document;
		Matcher key = KEY.matcher(matcher.group(1));
		while (key.find()) {
			String name = (key.group(1) != null) ? key.group(1) : key.group(2);
			if (!(found instanceof Map<?, ?> map) || !map.containsKey(name)) {
				throw new ConditionException("'%s' is not found".formatted(name));
			}
			found = map.get(name);
		}
		return found;
	}

}
