package io.github.selftest.boot.check.httpcache;

import java.util.Optional;

/**
 * The name of a version of a representation (RFC 9110, 8.8.3).
 *
 * @param weak whether it stands for what means the same, not for the same octets
 * @param opaque what is between the quotes
 */
record EntityTag(boolean weak, String opaque) {

	private static final String WEAK = "W/";

	/**
	 * Read a tag.
	 * @param text the text
	 * @return the tag, nothing when the grammar is broken anywhere
	 */
	static Optional<EntityTag> parse(String text) {
		boolean weak = text.startsWith(WEAK);
		String rest = weak ? text.substring(WEAK.length()) : text;
		if (rest.length() < 2 || !rest.startsWith("\"") || !rest.endsWith("\"")) {
			return Optional.empty();
		}
		String opaque = rest.substring(1, rest.length() - 1);
		return opaque.chars().allMatch(EntityTag::isTagCharacter) ? Optional.of(new EntityTag(weak, opaque))
				: Optional.empty();
	}

	/**
	 * Read the only tag of a response.
	 */
	static Optional<EntityTag> of(Fields fields) {
		return fields.single("ETag").flatMap(EntityTag::parse);
	}

	boolean isStrong() {
		return !this.weak;
	}

	/**
	 * Compare as {@code If-Match} and {@code If-Range} do.
	 */
	boolean isSameStrongly(EntityTag other) {
		return isStrong() && other.isStrong() && this.opaque.equals(other.opaque);
	}

	/**
	 * Compare as {@code If-None-Match} does.
	 */
	boolean isSameWeakly(EntityTag other) {
		return this.opaque.equals(other.opaque);
	}

	@Override
	public String toString() {
		return (this.weak ? WEAK : "") + '"' + this.opaque + '"';
	}

	private static boolean isTagCharacter(int c) {
		return c == 0x21 || (c >= 0x23 && c <= 0x7e) || (c >= 0x80 && c <= 0xff);
	}

}
