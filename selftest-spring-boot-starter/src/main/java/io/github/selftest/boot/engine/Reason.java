package io.github.selftest.boot.engine;

import org.jspecify.annotations.Nullable;

import io.github.selftest.api.Finding;

/**
 * Words for the reason of a verdict: one line of at most 200 characters without markup,
 * as it ends in events of Kubernetes and in other people's pages.
 */
final class Reason {

	static final String OK = "ok";

	private static final int MAX = 200;

	private Reason() {
	}

	/**
	 * Name a check, what it saw and what it expected. The values are kept whole where
	 * that is possible; the message gives way.
	 * @param id the id of the check
	 * @param finding what explains its status
	 * @return the reason
	 */
	static String of(String id, @Nullable Finding finding) {
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

	private static String values(Finding finding) {
		String observed = finding.observed();
		String expected = finding.expected();
		if (observed == null || expected == null) {
			return "";
		}
		return " (observed " + plain(observed, MAX / 4) + ", expected " + plain(expected, MAX / 4) + ")";
	}

	private static String plain(String text, int max) {
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
			case '<' -> '(';
			case '>' -> ')';
			case '&' -> '+';
			default -> ' ';
		};
	}

}
