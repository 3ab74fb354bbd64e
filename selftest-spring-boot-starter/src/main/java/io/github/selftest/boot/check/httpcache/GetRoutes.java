package io.github.selftest.boot.check.httpcache;

import java.util.List;

import org.springframework.http.server.PathContainer;
import org.springframework.web.util.pattern.PathPattern;
import org.springframework.web.util.pattern.PathPatternParser;
import org.springframework.web.util.pattern.PatternParseException;

/**
 * The routes that the service answers to GET. Listing them calls none.
 */
@FunctionalInterface
interface GetRoutes {

	List<GetRoute> list();

	/**
	 * Return whether a route is the one that a path leads to.
	 */
	static boolean covers(String path, GetRoute route) {
		String withoutQuery = path.split("\\?", 2)[0];
		if (withoutQuery.equals(route.pattern())) {
			return true;
		}
		try {
			PathPattern pattern = PathPatternParser.defaultInstance.parse(route.pattern());
			return pattern.matches(PathContainer.parsePath(withoutQuery));
		}
		catch (PatternParseException ex) {
			return false;
		}
	}

}
