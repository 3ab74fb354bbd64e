package io.github.selftest.boot.notify;

import java.util.Collection;
import java.util.Iterator;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * Writes maps, collections, texts, numbers and truth values as JSON, whatever libraries
 * the host has.
 */
final class Json {

	private Json() {
	}

	static String of(@Nullable Object value) {
		StringBuilder json = new StringBuilder();
		write(value, json);
		return json.toString();
	}

	/**
	 * Return a text as it may stand between the quotes of a JSON string.
	 * @param text the text
	 * @return the escaped text
	 */
	static String escaped(String text) {
		StringBuilder json = new StringBuilder(text.length() + 16);
		escape(text, json);
		return json.toString();
	}

	private static void write(@Nullable Object value, StringBuilder json) {
		if (value == null || value instanceof Number || value instanceof Boolean) {
			json.append(value);
		}
		else if (value instanceof Map<?, ?> map) {
			writeMap(map, json);
		}
		else if (value instanceof Collection<?> values) {
			writeValues(values, json);
		}
		else {
			json.append('"');
			escape(value.toString(), json);
			json.append('"');
		}
	}

	private static void writeMap(Map<?, ?> map, StringBuilder json) {
		json.append('{');
		String separator = "";
		for (Map.Entry<?, ?> entry : map.entrySet()) {
			json.append(separator).append('"');
			escape(String.valueOf(entry.getKey()), json);
			json.append("\":");
			write(entry.getValue(), json);
			separator = ",";
		}
		json.append('}');
	}

	private static void writeValues(Collection<?> values, StringBuilder json) {
		json.append('[');
		for (Iterator<?> iterator = values.iterator(); iterator.hasNext();) {
			write(iterator.next(), json);
			json.append(iterator.hasNext() ? "," : "");
		}
		json.append(']');
	}

	private static void escape(String text, StringBuilder json) {
		for (int i = 0; i < text.length(); i++) {
			char c = text.charAt(i);
			switch (c) {
				case '"' -> json.append("\\\"");
				case '\\' -> json.append("\\\\");
				case '\n' -> json.append("\\n");
				case '\r' -> json.append("\\r");
				case '\t' -> json.append("\\t");
				default -> {
					if (c < ' ' || c == '\u2028' || c == '\u2029' || isLoneSurrogate(text, i)) {
						json.append("\\u%04x".formatted((int) c));
					}
					else {
						json.append(c);
					}
				}
			}
		}
	}

	private static boolean isLoneSurrogate(String text, int index) {
		char c = text.charAt(index);
		if (Character.isHighSurrogate(c)) {
			return index + 1 >= text.length() || !Character.isLowSurrogate(text.charAt(index + 1));
		}
		return Character.isLowSurrogate(c) && (index == 0 || !Character.isHighSurrogate(text.charAt(index - 1)));
	}

}
