package io.github.selftest.boot.synthetic;

/**
 * Makes what callers send fit for a line of a log.
 */
final class Texts {

	private static final int LONGEST = 200;

	private Texts() {
	}

	static String line(String text) {
		String line = text.codePoints()
			.limit(LONGEST)
			.map((character) -> (character > ' ' && character < 0x7f) ? character : '?')
			.collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
			.toString();
		return (text.length() > LONGEST) ? line + "..." : line;
	}

}
