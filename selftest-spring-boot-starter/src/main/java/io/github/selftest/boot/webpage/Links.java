package io.github.selftest.boot.webpage;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

import org.jspecify.annotations.Nullable;
import org.springframework.web.util.UriUtils;

/**
 * Links from one page to others, relative so that they hold behind any proxy.
 */
final class Links {

	private final String overview;

	/**
	 * Create links.
	 * @param endpoint the last segment of the path of the endpoint
	 * @param depth the number of path segments of the page below the endpoint
	 */
	Links(String endpoint, int depth) {
		this.overview = ((depth == 0) ? "./" : "../".repeat(depth))
				+ UriUtils.encodePathSegment(endpoint, StandardCharsets.UTF_8);
	}

	String overview() {
		return this.overview;
	}

	String group(String group) {
		return this.overview + "/" + group;
	}

	String check(String group, String check) {
		return group(group) + "/" + check;
	}

	/**
	 * Return whether a text that somebody configured is an address that a browser may
	 * open.
	 * @param text the text
	 * @return whether it is one of the web
	 */
	static boolean isWebAddress(@Nullable String text) {
		if (text == null) {
			return false;
		}
		try {
			String scheme = URI.create(text.strip()).getScheme();
			return scheme != null && scheme.toLowerCase(Locale.ROOT).matches("https?");
		}
		catch (IllegalArgumentException ex) {
			return false;
		}
	}

}
