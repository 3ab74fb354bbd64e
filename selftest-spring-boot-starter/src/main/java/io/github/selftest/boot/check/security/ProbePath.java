package io.github.selftest.boot.check.security;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

import io.github.selftest.boot.check.SelfTestConfigurationException;

/**
 * A declared path of this service.
 *
 * @param target path and query, as they are sent
 */
record ProbePath(String target) {

	private static final int MAX_LENGTH = 1000;

	private static final int MAX_PATHS = 10;

	private static final String SEGMENT = "(?:[A-Za-z0-9._~!$&'()*+,;=:@-]|%[0-9A-Fa-f]{2})";

	private static final Pattern VALID = Pattern
		.compile("(?=/)(?:/%1$s++)*+/?+(?:\\?(?:%1$s|[/?])*+)?+".formatted(SEGMENT));

	static List<ProbePath> all(String property, List<String> targets) {
		if (targets.size() > MAX_PATHS) {
			throw new SelfTestConfigurationException(property, targets.size() + " paths",
					"at most %d paths".formatted(MAX_PATHS),
					"Keep one path for each kind of answer, such as a page, " + "a sign-in and a resource of the API.");
		}
		List<ProbePath> paths = new ArrayList<>();
		for (int i = 0; i < targets.size(); i++) {
			paths.add(of("%s[%d]".formatted(property, i), targets.get(i)));
		}
		return paths;
	}

	static ProbePath of(String property, @Nullable String target) {
		if (target == null || target.length() > MAX_LENGTH || !VALID.matcher(target).matches()) {
			throw new SelfTestConfigurationException(property, (target != null) ? withoutQuery(target) : null,
					"a path below the context path that starts with a single '/' and is encoded as it is to be sent",
					"Write the path that follows the context path, such as '/products?limit=1'. "
							+ "A check can call no other host.");
		}
		return new ProbePath(target);
	}

	/**
	 * Return the path as it may be published.
	 * @return the path without its query, which may hold a secret
	 */
	@Override
	public String toString() {
		return withoutQuery(this.target);
	}

	private static String withoutQuery(String target) {
		int query = target.indexOf('?');
		return (query >= 0) ? target.substring(0, query) + "?..." : target;
	}

}
