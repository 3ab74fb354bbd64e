package io.github.selftest.boot.endpoint;

import java.util.Collection;
import java.util.List;
import java.util.Map;

/**
 * The bytes that are left in a document of limited size. What comes first is taken first;
 * once something did not fit, nothing is taken any more, so that the worst stays.
 */
final class Room {

	/**
	 * The most bytes of a compact document.
	 */
	static final int COMPACT = 1024;

	private static final int COMMA = 1;

	private int bytes;

	private boolean exhausted;

	private boolean truncated;

	/**
	 * Create the room that a document leaves.
	 * @param document the document without all that may be left out, with the widest
	 * values elsewhere
	 */
	Room(Object document) {
		this.bytes = COMPACT - Json.length(document);
	}

	/**
	 * Take a text, or as much of it as fits.
	 * @param text the text
	 * @param reserve the bytes to leave to what comes after it
	 * @return the start of the text
	 */
	String text(String text, int reserve) {
		String cut = Text.cutToJsonBytes(text, Math.max(0, this.bytes - reserve));
		this.bytes -= Json.length(cut) - Json.length("");
		this.truncated |= cut.length() < text.length();
		return cut;
	}

	<T> void fill(List<T> list, Collection<T> elements) {
		for (T element : elements) {
			if (!takes(Json.length(element))) {
				return;
			}
			list.add(element);
		}
	}

	void put(Map<String, Object> map, String name, Object value) {
		if (takes(Json.length(Map.of(name, value)) - Json.length(Map.of()))) {
			map.put(name, value);
		}
	}

	/**
	 * Return whether anything was left out.
	 * @return whether the document is not all that there is to say
	 */
	boolean isTruncated() {
		return this.truncated || this.exhausted;
	}

	private boolean takes(int length) {
		this.exhausted |= length + COMMA > this.bytes;
		if (this.exhausted) {
			return false;
		}
		this.bytes -= length + COMMA;
		return true;
	}

}
