package io.github.selftest.boot.check.httpcache;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The lines of the head of a message: all of them, in their order.
 *
 * @param lines the lines as they were sent
 */
record Fields(List<FieldLine> lines) {

	static final Fields NONE = new Fields(List.of());

	Fields {
		lines = List.copyOf(lines);
	}

	static Fields of(FieldLine... lines) {
		return new Fields(List.of(lines));
	}

	boolean has(String name) {
		for (FieldLine line : this.lines) {
			if (line.isNamed(name)) {
				return true;
			}
		}
		return false;
	}

	/**
	 * Return the values of all lines of that name in their order.
	 */
	List<String> values(String name) {
		List<String> values = new ArrayList<>();
		for (FieldLine line : this.lines) {
			if (line.isNamed(name)) {
				values.add(line.value());
			}
		}
		return values;
	}

	/**
	 * Return the value of the only line of that name, nothing if there is none or more
	 * than one.
	 */
	Optional<String> single(String name) {
		List<String> values = values(name);
		return (values.size() == 1) ? Optional.of(values.get(0)) : Optional.empty();
	}

	Optional<String> first(String name) {
		return values(name).stream().findFirst();
	}

	/**
	 * Return what a recipient takes all lines of that name for (RFC 9110, 5.3).
	 */
	Optional<String> combined(String name) {
		return has(name) ? Optional.of(String.join(", ", values(name))) : Optional.empty();
	}

	Fields with(String name, String value) {
		List<FieldLine> all = new ArrayList<>(this.lines);
		all.add(new FieldLine(name, value));
		return new Fields(all);
	}

	@Override
	public String toString() {
		return this.lines.stream().map(FieldLine::toString).collect(Collectors.joining("\n"));
	}

}
