package io.github.selftest.boot.check;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/**
 * Reads JSON to the letter of RFC 8259 into maps, lists, strings, numbers and booleans.
 * <p>
 * Boot's {@code JsonParser} is not used as its answer depends on what the service has on
 * its class path: without Jackson or Gson it takes a page of HTML for JSON, and with them
 * it rounds prices to binary fractions.
 */
final class JsonText {

	private static final int MAX_DEPTH = 500;

	private static final int MAX_DIGITS = 1000;

	private static final Pattern NUMBER = Pattern.compile("-?(0|[1-9][0-9]*+)(\\.[0-9]++)?([eE][+-]?[0-9]{1,9})?");

	private final String text;

	private int position;

	private JsonText(String text) {
		this.text = text;
	}

	/**
	 * Read a document.
	 * @param text the text of the document
	 * @return a map, list, string, number or boolean; {@code null} for JSON's null
	 * @throws IllegalArgumentException if the text is no JSON; the message says where,
	 * and nothing of the text
	 */
	static @Nullable Object parse(String text) {
		JsonText json = new JsonText(text);
		Object value = json.value(0);
		json.skipBlanks();
		if (json.position < text.length()) {
			throw json.broken();
		}
		return value;
	}

	private @Nullable Object value(int depth) {
		if (depth > MAX_DEPTH) {
			throw broken();
		}
		skipBlanks();
		return switch (peek()) {
			case '{' -> object(depth);
			case '[' -> array(depth);
			case '"' -> string();
			case 't' -> literal("true", true);
			case 'f' -> literal("false", false);
			case 'n' -> literal("null", null);
			default -> number();
		};
	}

	private Map<String, @Nullable Object> object(int depth) {
		Map<String, @Nullable Object> members = new LinkedHashMap<>();
		this.position++;
		if (isNext('}')) {
			return members;
		}
		do {
			skipBlanks();
			String name = string();
			expect(':');
			members.put(name, value(depth + 1));
		}
		while (isNext(','));
		expect('}');
		return members;
	}

	private List<@Nullable Object> array(int depth) {
		List<@Nullable Object> items = new ArrayList<>();
		this.position++;
		if (isNext(']')) {
			return items;
		}
		do {
			items.add(value(depth + 1));
		}
		while (isNext(','));
		expect(']');
		return items;
	}

	private String string() {
		if (peek() != '"') {
			throw broken();
		}
		this.position++;
		StringBuilder value = new StringBuilder();
		while (peek() != '"') {
			value.append(character());
		}
		this.position++;
		return value.toString();
	}

	private char character() {
		char next = peek();
		if (next < ' ') {
			throw broken();
		}
		this.position++;
		return (next == '\\') ? escaped() : next;
	}

	private char escaped() {
		char escape = peek();
		this.position++;
		return switch (escape) {
			case '"', '\\', '/' -> escape;
			case 'b' -> '\b';
			case 'f' -> '\f';
			case 'n' -> '\n';
			case 'r' -> '\r';
			case 't' -> '\t';
			case 'u' -> unicode();
			default -> throw broken();
		};
	}

	private char unicode() {
		int value = 0;
		for (int i = 0; i < 4; i++) {
			int digit = (peek() < 128) ? Character.digit(peek(), 16) : -1;
			if (digit < 0) {
				throw broken();
			}
			value = value * 16 + digit;
			this.position++;
		}
		return (char) value;
	}

	private Number number() {
		Matcher matcher = NUMBER.matcher(this.text).region(this.position, this.text.length());
		if (!matcher.lookingAt() || matcher.end() - matcher.start() > MAX_DIGITS) {
			throw broken();
		}
		this.position = matcher.end();
		boolean isWhole = matcher.group(2) == null && matcher.group(3) == null;
		return isWhole ? narrowest(new BigInteger(matcher.group())) : new BigDecimal(matcher.group());
	}

	private static Number narrowest(BigInteger value) {
		if (value.bitLength() < Integer.SIZE) {
			return value.intValue();
		}
		return (value.bitLength() < Long.SIZE) ? (Number) value.longValue() : value;
	}

	private <T extends @Nullable Object> T literal(String literal, T value) {
		if (!this.text.startsWith(literal, this.position)) {
			throw broken();
		}
		this.position += literal.length();
		return value;
	}

	private boolean isNext(char expected) {
		skipBlanks();
		if (peek() != expected) {
			return false;
		}
		this.position++;
		return true;
	}

	private void expect(char expected) {
		if (!isNext(expected)) {
			throw broken();
		}
	}

	private char peek() {
		if (this.position >= this.text.length()) {
			throw broken();
		}
		return this.text.charAt(this.position);
	}

	private void skipBlanks() {
		while (this.position < this.text.length() && " \t\r\n".indexOf(this.text.charAt(this.position)) >= 0) {
			this.position++;
		}
	}

	private IllegalArgumentException broken() {
		return new IllegalArgumentException("no JSON from character %d on".formatted(this.position + 1));
	}

}
