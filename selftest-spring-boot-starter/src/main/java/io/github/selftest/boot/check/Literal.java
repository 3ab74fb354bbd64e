package io.github.selftest.boot.check;

import java.math.BigDecimal;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/**
 * Reads the value that an {@link Expectation} compares with.
 */
final class Literal {

	private static final Pattern QUOTED = Pattern.compile("\"([^\"\\\\]*+(?:\\\\[\"\\\\][^\"\\\\]*+)*+)\"");

	private static final Pattern ESCAPE = Pattern.compile("\\\\(.)");

	private static final Pattern NUMBER = Pattern.compile("-?(?:0|[1-9][0-9]{0,99})(?:\\.[0-9]{1,100})?");

	private Literal() {
	}

	/**
	 * Read what a value in a JSON document is compared with.
	 * @param text a JSON literal, or else plain text
	 * @return the value of the JSON, or the text
	 * @throws IllegalArgumentException if the text starts in quotes and is no JSON
	 */
	static @Nullable Object inJson(String text) {
		try {
			return JsonText.parse(text);
		}
		catch (IllegalArgumentException ex) {
			if (text.startsWith("\"")) {
				throw new IllegalArgumentException(
						"a value in quotes must be a JSON string but was '%s'".formatted(text), ex);
			}
			return text;
		}
	}

	/**
	 * Read what a header is compared with.
	 * @param text text in quotes, a number, or else plain text
	 * @return the text without its quotes, or the number
	 * @throws IllegalArgumentException if the text starts in quotes and does not end so
	 */
	static Object inHeader(String text) {
		if (text.startsWith("\"")) {
			return unquoted(text);
		}
		return NUMBER.matcher(text).matches() ? new BigDecimal(text) : text;
	}

	private static String unquoted(String text) {
		Matcher quoted = QUOTED.matcher(text);
		if (!quoted.matches()) {
			throw new IllegalArgumentException(
					"a text in quotes must end with them, with a backslash before each quote and backslash in it, "
							+ "but was '%s'".formatted(text));
		}
		return ESCAPE.matcher(quoted.group(1)).replaceAll("$1");
	}

}
