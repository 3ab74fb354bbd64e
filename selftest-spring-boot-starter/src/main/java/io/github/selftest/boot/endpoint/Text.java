package io.github.selftest.boot.endpoint;

/**
 * Makes texts fit for a document: no control characters, no half characters, not too
 * long.
 */
final class Text {

	private static final char ELLIPSIS = '\u2026';

	private Text() {
	}

	/**
	 * Replace control and formatting characters and cut.
	 * @param text the text
	 * @param maxChars the most characters to keep
	 * @return a text of one line
	 */
	static String oneLine(String text, int maxChars) {
		StringBuilder clean = new StringBuilder(Math.min(text.length(), maxChars));
		text.codePoints().limit(maxChars + 1L).forEach((codePoint) -> {
			clean.appendCodePoint(isPrintable(codePoint) ? codePoint : ' ');
		});
		return cut(clean.toString(), maxChars);
	}

	/**
	 * Do as {@link #oneLine(String, int)}, and replace what starts markup.
	 * @param text the text
	 * @param maxChars the most characters to keep
	 * @return a text without {@code <}, {@code >} and {@code &}
	 */
	static String harmless(String text, int maxChars) {
		return oneLine(text, maxChars).replace('<', '\u2039').replace('>', '\u203a').replace('&', '+');
	}

	/**
	 * Cut a text so that it is at most so many bytes in a JSON document, quotes aside.
	 * @param text the text
	 * @param maxBytes the most bytes to keep
	 * @return the start of the text
	 */
	static String cutToJsonBytes(String text, int maxBytes) {
		int room = maxBytes;
		int index = 0;
		while (index < text.length()) {
			int codePoint = text.codePointAt(index);
			room -= jsonBytes(codePoint);
			if (room < 0) {
				return text.substring(0, index);
			}
			index += Character.charCount(codePoint);
		}
		return text;
	}

	private static String cut(String text, int maxChars) {
		if (text.length() <= maxChars) {
			return text;
		}
		int end = Character.isHighSurrogate(text.charAt(maxChars - 2)) ? maxChars - 2 : maxChars - 1;
		return text.substring(0, end) + ELLIPSIS;
	}

	private static boolean isPrintable(int codePoint) {
		return switch (Character.getType(codePoint)) {
			case Character.CONTROL, Character.FORMAT, Character.SURROGATE, Character.LINE_SEPARATOR,
					Character.PARAGRAPH_SEPARATOR, Character.UNASSIGNED ->
				false;
			default -> true;
		};
	}

	private static int jsonBytes(int codePoint) {
		if (codePoint == '"' || codePoint == '\\') {
			return 2;
		}
		if (Character.isISOControl(codePoint)) {
			return 6;
		}
		if (codePoint < 0x80) {
			return 1;
		}
		if (codePoint < 0x800) {
			return 2;
		}
		return Character.isSupplementaryCodePoint(codePoint) ? 4 : 3;
	}

}
