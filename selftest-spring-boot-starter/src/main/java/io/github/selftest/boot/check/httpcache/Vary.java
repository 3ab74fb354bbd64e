package io.github.selftest.boot.check.httpcache;

import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The request headers that chose a representation (RFC 9110, 12.5.5).
 *
 * @param members the members of all lines in their order, as they were sent
 */
record Vary(List<String> members) {

	private static final String ANY = "*";

	static Vary of(Fields fields) {
		return new Vary(fields.values("Vary").stream().flatMap(Vary::membersOf).toList());
	}

	/**
	 * Return the names in lower case, without an order and without repetitions.
	 */
	Set<String> names() {
		return this.members.stream().map(Text::lower).collect(Collectors.toCollection(TreeSet::new));
	}

	boolean isEmpty() {
		return this.members.isEmpty();
	}

	boolean isAny() {
		return this.members.contains(ANY);
	}

	boolean names(String header) {
		return this.members.stream().anyMatch(header::equalsIgnoreCase);
	}

	/**
	 * Return whether a cache would tell apart requests that differ in this header.
	 */
	boolean covers(String header) {
		return isAny() || names(header);
	}

	/**
	 * Return the members that are no names.
	 */
	Collection<String> malformed() {
		return this.members.stream().filter((member) -> !Text.isToken(member)).toList();
	}

	@Override
	public String toString() {
		return this.members.isEmpty() ? "no Vary" : "Vary: " + String.join(", ", this.members);
	}

	static Stream<String> membersOf(String line) {
		return Stream.of(line.split(",", -1)).map(Text::trimmed).filter((member) -> !member.isEmpty());
	}

}
