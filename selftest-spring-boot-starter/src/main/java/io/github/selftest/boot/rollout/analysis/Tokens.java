package io.github.selftest.boot.rollout.analysis;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/**
 * The words of a condition, one after the other.
 */
final class Tokens {

	private static final Pattern TOKEN = Pattern.compile("\\s*(?:(?<number>(?:\\d+\\.?\\d*|\\.\\d+)(?:[eE][+-]?\\d+)?)"
			+ "|(?<string>'[^'\\\\]*+(?:\\\\.[^'\\\\]*+)*+'|\"[^\"\\\\]*+(?:\\\\.[^\"\\\\]*+)*+\")|(?<name>[A-Za-z_][A-Za-z0-9_]*)"
			+ "|(?<sign>\\?\\?|\\?\\.|&&|\\|\\||==|!=|<=|>=|\\*\\*|[-+*/%<>!?:.,()\\[\\]{}#]))");

	private static final int MAX_LENGTH = 4_000;

	private final String text;

	private final List<Token> tokens = new ArrayList<>();

	private int next;

	Tokens(String text) {
		this.text = text;
		if (text.length() > MAX_LENGTH) {
			throw new ConditionException("a condition of %d characters is not read".formatted(text.length()));
		}
		Matcher matcher = TOKEN.matcher(text);
		int end = 0;
		while (matcher.find(end) && matcher.start() == end) {
			this.tokens.add(token(matcher));
			end = matcher.end();
		}
		if (!text.substring(end).isBlank()) {
			throw new ConditionException(
					"'%s' can't be read from '%s' on".formatted(text, text.substring(end).strip()));
		}
	}

	/**
	 * Take the next word if it is one of some.
	 * @param words operators or names
	 * @return the word, or {@code null} if the next one is another
	 */
	@Nullable String take(String... words) {
		Token token = peek();
		for (String word : words) {
			if (token.kind() == Kind.WORD && token.text().equals(word)) {
				this.next++;
				return word;
			}
		}
		return null;
	}

	void expect(String word) {
		if (take(word) == null) {
			throw unexpected("'%s'".formatted(word));
		}
	}

	Token take() {
		Token token = peek();
		this.next++;
		return token;
	}

	Token peek() {
		return (this.next < this.tokens.size()) ? this.tokens.get(this.next) : new Token(Kind.END, "the end");
	}

	ConditionException unexpected(String expected) {
		return new ConditionException(
				"'%s' has '%s' where %s was expected".formatted(this.text, peek().text(), expected));
	}

	private static Token token(Matcher matcher) {
		if (matcher.group("number") != null) {
			return new Token(Kind.NUMBER, matcher.group("number"));
		}
		String string = matcher.group("string");
		if (string != null) {
			return new Token(Kind.STRING, string.substring(1, string.length() - 1).replaceAll("\\\\(.)", "$1"));
		}
		return new Token(Kind.WORD, matcher.group().strip());
	}

	enum Kind {

		NUMBER, STRING, WORD, END

	}

	/**
	 * A word.
	 *
	 * @param kind what it is
	 * @param text its text, without quotes
	 */
	record Token(Kind kind, String text) {

	}

}
