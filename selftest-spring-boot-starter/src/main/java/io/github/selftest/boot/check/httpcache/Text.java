package io.github.selftest.boot.check.httpcache;

import java.time.Duration;
import java.util.Locale;

/**
 * What the grammars of HTTP have in common (RFC 9110, 5.6).
 */
final class Text {

	private static final String TOKEN_SIGNS = "!#$%&'*+-.^_`|~";

	private Text() {
	}

	/**
	 * Take away spaces and tabs at both ends, and no other blanks.
	 */
	static String trimmed(String text) {
		int start = 0;
		int end = text.length();
		while (start < end && isBlank(text.charAt(start))) {
			start++;
		}
		while (end > start && isBlank(text.charAt(end - 1))) {
			end--;
		}
		return text.substring(start, end);
	}

	static boolean isToken(String text) {
		return !text.isEmpty() && text.chars().allMatch(Text::isTokenCharacter);
	}

	static boolean isTokenCharacter(int c) {
		return isDigit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || TOKEN_SIGNS.indexOf(c) >= 0;
	}

	static boolean isDigits(String text) {
		return !text.isEmpty() && text.chars().allMatch(Text::isDigit);
	}

	static boolean isDigit(int c) {
		return c >= '0' && c <= '9';
	}

	static boolean isBlank(int c) {
		return c == ' ' || c == '\t';
	}

	static String lower(String text) {
		return text.toLowerCase(Locale.ROOT);
	}

	static String seconds(Duration duration) {
		return duration.toSeconds() + " s";
	}

}
