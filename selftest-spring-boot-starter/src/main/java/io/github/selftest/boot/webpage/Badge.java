package io.github.selftest.boot.webpage;

import io.github.selftest.api.Status;

/**
 * A small picture of a state for other people's pages: no style, no script, no font.
 */
final class Badge {

	private static final int MAX_LABEL = 40;

	private static final int HEIGHT = 20;

	private static final double CHARACTER = 6.6;

	private Badge() {
	}

	/**
	 * Draw a badge.
	 * @param name what it is about
	 * @param status how that stands
	 * @return an SVG document
	 */
	static Html of(String name, Status status) {
		String label = (name.length() <= MAX_LABEL) ? name : name.substring(0, MAX_LABEL - 1) + "\u2026";
		String word = Words.sign(status) + " " + Words.of(status);
		int left = width(label);
		int right = width(word);
		String all = String.valueOf(left + right);
		Html svg = new Html();
		svg.open("svg", "xmlns", "http://www.w3.org/2000/svg", "width", all, "height", String.valueOf(HEIGHT),
				"viewBox", "0 0 " + all + " " + HEIGHT, "role", "img", "aria-label", name + ": " + Words.of(status));
		svg.element("title", name + ": " + Words.of(status));
		svg.empty("rect", "width", all, "height", String.valueOf(HEIGHT), "rx", "3", "fill", "#3b424a");
		svg.empty("path", "d", "M%d 0h%da3 3 0 0 1 3 3v14a3 3 0 0 1-3 3h-%dz".formatted(left, right - 3, right - 3),
				"fill", Heartbeat.colour(status));
		svg.open("g", "fill", "#fff", "font-family", "Verdana,DejaVu Sans,sans-serif", "font-size", "11");
		text(svg, label, 7, left);
		text(svg, word, left + 7, right);
		return svg.close().close();
	}

	private static void text(Html svg, String text, int x, int width) {
		svg.element("text", text, "x", String.valueOf(x), "y", "14", "textLength", String.valueOf(width - 14),
				"lengthAdjust", "spacingAndGlyphs");
	}

	private static int width(String text) {
		return (int) Math.ceil(text.codePointCount(0, text.length()) * CHARACTER) + 14;
	}

}
