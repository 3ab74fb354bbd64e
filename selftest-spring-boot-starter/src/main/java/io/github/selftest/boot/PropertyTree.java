package io.github.selftest.boot;

import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

import org.jspecify.annotations.Nullable;

/**
 * The names of properties below one name. Names are compared as Spring Boot binds them:
 * without regard to case and dashes.
 */
final class PropertyTree {

	private final Map<String, PropertyTree> children = new TreeMap<>();

	private final Map<String, String> names = new LinkedHashMap<>();

	private @Nullable PropertyTree ofEachKey;

	private boolean property;

	private boolean open;

	/**
	 * Return what is below a name, which is added if it is new.
	 * @param name one element in kebab-case
	 * @return what is below
	 */
	PropertyTree below(String name) {
		this.names.putIfAbsent(uniform(name), name);
		return this.children.computeIfAbsent(uniform(name), (key) -> new PropertyTree());
	}

	/**
	 * Return what is below each key of a map.
	 * @return what is below
	 */
	PropertyTree belowEachKey() {
		if (this.ofEachKey == null) {
			this.ofEachKey = new PropertyTree();
		}
		return this.ofEachKey;
	}

	/**
	 * Make this a property.
	 * @param open whether all is accepted below it, as in a list
	 */
	void property(boolean open) {
		this.property = true;
		this.open = open;
	}

	boolean isProperty() {
		return this.property;
	}

	boolean isOpen() {
		return this.open && this.ofEachKey == null;
	}

	@Nullable PropertyTree child(String element) {
		PropertyTree child = this.children.get(uniform(element));
		return (child != null) ? child : this.ofEachKey;
	}

	Collection<String> names() {
		return this.names.values();
	}

	/**
	 * Return the name that somebody may have meant.
	 * @param element what was written
	 * @return a name that differs in few letters
	 */
	Optional<String> nearest(String element) {
		String seen = uniform(element);
		int most = Math.max(1, Math.min(3, seen.length() / 2));
		return this.names.keySet()
			.stream()
			.filter((name) -> distance(name, seen) <= most)
			.min(Comparator.comparingInt((name) -> distance(name, seen)))
			.map(this.names::get);
	}

	static String uniform(String element) {
		return element.replace("-", "").replace("_", "").toLowerCase(Locale.ROOT);
	}

	private static int distance(String one, String other) {
		int[] row = new int[other.length() + 1];
		for (int j = 0; j <= other.length(); j++) {
			row[j] = j;
		}
		for (int i = 1; i <= one.length(); i++) {
			int diagonal = row[0];
			row[0] = i;
			for (int j = 1; j <= other.length(); j++) {
				int change = diagonal + ((one.charAt(i - 1) == other.charAt(j - 1)) ? 0 : 1);
				diagonal = row[j];
				row[j] = Math.min(change, Math.min(row[j], row[j - 1]) + 1);
			}
		}
		return row[other.length()];
	}

}
