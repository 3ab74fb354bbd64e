package io.github.selftest.boot.webpage;

import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;

import org.jspecify.annotations.Nullable;

/**
 * Writes HTML and SVG. Whatever is given to it as a text or as the value of an attribute
 * comes out as just that; there is no way to write markup but by its methods. Not safe
 * for use by several threads.
 */
final class Html {

	private static final char REPLACEMENT = '\ufffd';

	private final StringBuilder out = new StringBuilder(16 * 1024);

	private final Deque<String> open = new ArrayDeque<>();

	/**
	 * Start an element.
	 * @param tag its name
	 * @param attributes names and values in turn; one whose value is {@code null} is left
	 * out
	 * @return this
	 */
	Html open(String tag, @Nullable String... attributes) {
		start(tag, attributes);
		this.out.append('>');
		this.open.push(tag);
		return this;
	}

	/**
	 * End the element that was started last.
	 * @return this
	 */
	Html close() {
		this.out.append("</").append(this.open.pop()).append('>');
		return this;
	}

	/**
	 * Write an element that never has a content, of HTML or SVG.
	 * @param tag its name
	 * @param attributes names and values in turn
	 * @return this
	 */
	Html empty(String tag, @Nullable String... attributes) {
		start(tag, attributes);
		this.out.append("/>");
		return this;
	}

	/**
	 * Write an element with a text.
	 * @param tag its name
	 * @param text the text
	 * @param attributes names and values in turn
	 * @return this
	 */
	Html element(String tag, String text, @Nullable String... attributes) {
		return open(tag, attributes).text(text).close();
	}

	Html text(String text) {
		escape(text);
		return this;
	}

	/**
	 * Write a style or a script that was shipped with this page.
	 * @param resource the resource
	 * @return this
	 */
	Html inline(InlineResource resource) {
		start(resource.tag());
		this.out.append('>').append(resource.text()).append("</").append(resource.tag()).append('>');
		return this;
	}

	byte[] toBytes() {
		return toString().getBytes(StandardCharsets.UTF_8);
	}

	@Override
	public String toString() {
		if (!this.open.isEmpty()) {
			throw new IllegalStateException("Not closed: " + this.open);
		}
		return this.out.toString();
	}

	static Html document() {
		Html html = new Html();
		html.out.append("<!DOCTYPE html>\n");
		return html;
	}

	private void start(String tag, @Nullable String... attributes) {
		this.out.append('<').append(name(tag));
		for (int i = 0; i + 1 < attributes.length; i += 2) {
			String value = attributes[i + 1];
			if (value != null) {
				this.out.append(' ').append(name(String.valueOf(attributes[i]))).append("=\"");
				escape(value);
				this.out.append('"');
			}
		}
	}

	private static String name(String name) {
		for (int i = 0; i < name.length(); i++) {
			char c = name.charAt(i);
			if (!(c >= 'a' && c <= 'z') && !(c >= 'A' && c <= 'Z')
					&& !(i > 0 && (c == '-' || (c >= '0' && c <= '9')))) {
				throw new IllegalArgumentException("'%s' is no name of an element or attribute".formatted(name));
			}
		}
		return name;
	}

	private void escape(String text) {
		for (int i = 0; i < text.length(); i++) {
			char c = text.charAt(i);
			switch (c) {
				case '<' -> this.out.append("&lt;");
				case '>' -> this.out.append("&gt;");
				case '&' -> this.out.append("&amp;");
				case '"' -> this.out.append("&quot;");
				case '\'' -> this.out.append("&#39;");
				default -> this.out.append(isFit(text, i) ? c : REPLACEMENT);
			}
		}
	}

	/*
	 * Characters that HTML forbids, and those that turn the text after them around.
	 */
	private static boolean isFit(String text, int index) {
		char c = text.charAt(index);
		if (Character.isHighSurrogate(c)) {
			return index + 1 < text.length() && Character.isLowSurrogate(text.charAt(index + 1));
		}
		if (Character.isLowSurrogate(c)) {
			return index > 0 && Character.isHighSurrogate(text.charAt(index - 1));
		}
		if (c < ' ' || (c >= '\u007f' && c < '\u00a0')) {
			return c == '\n' || c == '\t';
		}
		return !(c >= '\u202a' && c <= '\u202e') && !(c >= '\u2066' && c <= '\u2069') && c < '\ufffe';
	}

}
