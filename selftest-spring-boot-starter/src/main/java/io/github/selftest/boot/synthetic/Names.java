package io.github.selftest.boot.synthetic;

import java.util.Set;

/**
 * What a proof allows, by name. An asterisk at the end of a name stands for any rest.
 *
 * @param names the names
 */
record Names(Set<String> names) {

	static final Names ANY = new Names(Set.of("*"));

	Names {
		names = Set.copyOf(names);
	}

	boolean allow(String asked) {
		return this.names.contains(asked) || this.names.stream()
			.anyMatch((name) -> name.endsWith("*") && asked.startsWith(name.substring(0, name.length() - 1)));
	}

}
