package io.github.selftest.boot.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

import io.github.selftest.api.Finding;

/**
 * Words for the reason of a verdict: one line of at most 200 characters without markup,
 * as it ends in events of Kubernetes and in other people's pages.
 */
public final class Reason {

	static final String OK = "ok";

	private static final int MAX = 200;

	/** A comparison with a number, which words say without markup. */
	private static final Pattern COMPARISON = Pattern.compile("(?<=^|[\\s(\"'])([<>]=?)\\s*(?=[-+]?\\d)");

	private static final Map<String, String> WORDS = Map.of(">", "more than ", ">=", "at least ", "<", "less than ",
			"<=", "at most ");

	/** Shorter messages are whole beside the longest id and the other value. */
	private static final int UNCUT = 90;

	/** Shorter ones may be anywhere in a message and mean something else. */
	private static final int TELLING = 4;

	private Reason() {
	}

	/**
	 * Name a check, what it saw and what it expected. The values are kept whole where
	 * that is possible; the message gives way.
	 * @param id the id of the check
	 * @param finding what explains its status
	 * @return the reason
	 */
	public static String of(String id, @Nullable Finding finding) {
		if (finding == null) {
			return plain(id, MAX);
		}
		String values = values(finding);
		String message = plain(finding.message(), Math.max(20, MAX - id.length() - 2 - values.length()));
		return plain(id + ": " + message + values, MAX);
	}

	static String plain(String text) {
		return plain(text, MAX);
	}

	/**
	 * Return the values that the message doesn't say itself.
	 */
	private static String values(Finding finding) {
		String observed = finding.observed();
		String expected = finding.expected();
		if (observed == null || expected == null) {
			return "";
		}
		List<String> values = new ArrayList<>();
		if (!says(finding.message(), observed)) {
			values.add("observed " + plain(observed, MAX / 4));
		}
		if (!says(finding.message(), expected)) {
			values.add("expected " + plain(expected, MAX / 4));
		}
		return values.isEmpty() ? "" : " (" + String.join(", ", values) + ")";
	}

	private static boolean says(String message, String value) {
		if (message.length() > UNCUT || value.isEmpty()) {
			return false;
		}
		int start = message.lastIndexOf(value);
		int end = start + value.length();
		boolean word = start >= 0 && isNoLetter(message, start - 1) && isNoLetter(message, end);
		return word && (value.length() >= TELLING || message.substring(end).length() <= 1);
	}

	private static boolean isNoLetter(String text, int index) {
		return index < 0 || index >= text.length() || !Character.isLetterOrDigit(text.charAt(index));
	}

	private static String plain(String markup, int max) {
		String text = COMPARISON.matcher(markup).replaceAll((match) -> WORDS.get(match.group(1)));
		StringBuilder line = new StringBuilder(Math.min(text.length(), max));
		for (int i = 0; i < text.length() && line.length() <= max; i++) {
			char c = text.charAt(i);
			boolean odd = Character.isISOControl(c) || c == '<' || c == '>' || c == '&' || c == '\u2028'
					|| c == '\u2029' || Character.isSurrogate(c);
			line.append(odd ? replacement(c) : c);
		}
		if (line.length() > max) {
			line.setLength(max - 1);
			line.append('\u2026');
		}
		return line.toString();
	}

	private static char replacement(char c) {
		return switch (c) {
			case '<' -> '\u2039';
			case '>' -> '\u203a';
			case '&' -> '+';
			default -> ' ';
		};
	}

}
