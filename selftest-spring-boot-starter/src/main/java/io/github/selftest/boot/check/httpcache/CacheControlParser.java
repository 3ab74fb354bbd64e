package io.github.selftest.boot.check.httpcache;

import java.util.List;
import java.util.Optional;

/**
 * Reads one line of {@code Cache-Control} in one pass: a list of directives with a token
 * or a quoted string as value, in which empty elements are nothing (RFC 9110, 5.6).
 */
final class CacheControlParser {

	private final String line;

	private final int number;

	private final List<CacheControl.Directive> directives;

	private final List<CacheControl.Malformed> malformed;

	private int at;

	CacheControlParser(String line, int number, List<CacheControl.Directive> directives,
			List<CacheControl.Malformed> malformed) {
		this.line = line;
		this.number = number;
		this.directives = directives;
		this.malformed = malformed;
	}

	void parse() {
		while (this.at < this.line.length()) {
			if (Text.isBlank(current()) || current() == ',') {
				this.at++;
			}
			else {
				element();
			}
		}
	}

	private void element() {
		int start = this.at;
		String name = token();
		if (name.isEmpty()) {
			reject(start, "begins with %s, which no name has".formatted(quoted(current())));
		}
		else if (isAtEndOfElement()) {
			accept(start, name, Optional.empty(), false);
		}
		else if (current() != '=') {
			reject(start, afterName());
		}
		else {
			this.at++;
			value(start, name);
		}
	}

	private String afterName() {
		if (isBlankBefore('=')) {
			return "has a blank before '='";
		}
		return Text.isBlank(current()) ? "has a blank where a comma should be"
				: "has %s after its name".formatted(quoted(current()));
	}

	private void value(int start, String name) {
		if (this.at < this.line.length() && current() == '"') {
			quotedString(start, name);
			return;
		}
		String value = token();
		if (value.isEmpty()) {
			reject(start, isAtEndOfElement() ? "has no value after '='"
					: "has %s after '='".formatted(Text.isBlank(current()) ? "a blank" : quoted(current())));
		}
		else if (isAtEndOfElement()) {
			accept(start, name, Optional.of(value), false);
		}
		else {
			reject(start, "has %s in its value".formatted(quoted(current())));
		}
	}

	private void quotedString(int start, String name) {
		StringBuilder value = new StringBuilder();
		this.at++;
		while (this.at < this.line.length() && current() != '"') {
			if (current() == '\\') {
				this.at++;
			}
			if (this.at < this.line.length()) {
				value.append(current());
				this.at++;
			}
		}
		if (this.at >= this.line.length()) {
			reject(start, "has a quote that does not end");
			return;
		}
		this.at++;
		if (!isAtEndOfElement()) {
			reject(start, "has %s after its quoted value".formatted(quoted(current())));
		}
		else if (value.chars().anyMatch(CacheControlParser::isControl)) {
			reject(start, "has a control character in its quoted value");
		}
		else {
			accept(start, name, Optional.of(value.toString()), true);
		}
	}

	private String token() {
		int start = this.at;
		while (this.at < this.line.length() && Text.isTokenCharacter(current())) {
			this.at++;
		}
		return this.line.substring(start, this.at);
	}

	private char current() {
		return this.line.charAt(this.at);
	}

	private int afterBlanks() {
		int next = this.at;
		while (next < this.line.length() && Text.isBlank(this.line.charAt(next))) {
			next++;
		}
		return next;
	}

	private boolean isAtEndOfElement() {
		int next = afterBlanks();
		return next == this.line.length() || this.line.charAt(next) == ',';
	}

	private boolean isBlankBefore(char sign) {
		int next = afterBlanks();
		return next > this.at && next < this.line.length() && this.line.charAt(next) == sign;
	}

	private void accept(int start, String name, Optional<String> value, boolean quoted) {
		this.directives.add(new CacheControl.Directive(name, value, quoted, this.number, start,
				this.line.substring(start, this.at)));
	}

	/**
	 * Leave out what is there up to the next comma.
	 */
	private void reject(int start, String reason) {
		while (this.at < this.line.length() && current() != ',') {
			this.at++;
		}
		String text = Text.trimmed(this.line.substring(start, this.at));
		this.malformed.add(new CacheControl.Malformed(text, reason, this.number, start));
	}

	private static boolean isControl(int c) {
		return (c < ' ' && c != '\t') || c == 0x7f;
	}

	private static String quoted(char c) {
		return isControl(c) ? "a control character" : (Text.isBlank(c) ? "a blank" : "'" + c + "'");
	}

}
