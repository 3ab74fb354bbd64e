package io.github.selftest.boot.check.httpcache;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * {@code Cache-Control} as it was sent: nothing is dropped, merged or mended (RFC 9111,
 * 5.2).
 *
 * @param directives the directives of all lines in their order
 * @param malformed the pieces that the grammar has no place for
 */
record CacheControl(List<Directive> directives, List<Malformed> malformed) {

	private static final String NAME = "Cache-Control";

	CacheControl {
		directives = List.copyOf(directives);
		malformed = List.copyOf(malformed);
	}

	static CacheControl of(Fields fields) {
		return parse(fields.values(NAME));
	}

	static CacheControl parse(List<String> lines) {
		List<Directive> directives = new ArrayList<>();
		List<Malformed> malformed = new ArrayList<>();
		for (int i = 0; i < lines.size(); i++) {
			new CacheControlParser(lines.get(i), i, directives, malformed).parse();
		}
		return new CacheControl(directives, malformed);
	}

	boolean isEmpty() {
		return this.directives.isEmpty();
	}

	Stream<Directive> all(String name) {
		return this.directives.stream().filter((directive) -> directive.is(name));
	}

	Optional<Directive> first(String name) {
		return all(name).findFirst();
	}

	boolean has(String name) {
		return first(name).isPresent();
	}

	/**
	 * Return whether it is there and speaks of the whole response, not of some of its
	 * fields.
	 */
	boolean hasUnqualified(String name) {
		return all(name).anyMatch((directive) -> directive.value().isEmpty());
	}

	/**
	 * Return the first value that is a number of seconds.
	 */
	Optional<DeltaSeconds> seconds(String name) {
		return first(name).map((directive) -> DeltaSeconds.parse(directive.value().orElse("")));
	}

	/**
	 * One directive.
	 *
	 * @param name the name in the case in which it was sent
	 * @param value the value without its quotes, nothing when there is none
	 * @param quoted whether the value was a quoted string
	 * @param line the number of the line, from 0
	 * @param position the position in the line, from 0
	 * @param text the directive as it was sent
	 */
	record Directive(String name, Optional<String> value, boolean quoted, int line, int position, String text) {

		boolean is(String other) {
			return this.name.equalsIgnoreCase(other);
		}

		String lowerName() {
			return Text.lower(this.name);
		}

		@Override
		public String toString() {
			return this.text;
		}

	}

	/**
	 * One piece between commas that is no directive.
	 *
	 * @param text the piece as it was sent
	 * @param reason what is wrong with it
	 * @param line the number of the line, from 0
	 * @param position the position in the line, from 0
	 */
	record Malformed(String text, String reason, int line, int position) {

	}

}
