package io.github.selftest.boot;

import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.RecordComponent;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.DataObjectPropertyName;
import org.springframework.util.StringUtils;

/**
 * All properties below {@code selftest}, also those of kinds that are off, as the
 * metadata in our own jar names them.
 */
final class KnownProperties {

	static final String ROOT = "selftest";

	private static final String METADATA = "META-INF/spring-configuration-metadata.json";

	private static final Pattern PROPERTY = Pattern
		.compile("\"name\":\\s*\"selftest\\.([^\"]+)\",\\s*\"type\":\\s*\"([^\"]+)\"");

	private final PropertyTree root = new PropertyTree();

	/**
	 * Read the metadata.
	 * @return the properties; empty without metadata, as in a native image
	 */
	static Optional<KnownProperties> read() {
		String metadata = metadata();
		return (metadata != null) ? Optional.of(new KnownProperties(metadata)) : Optional.empty();
	}

	// not by a JSON parser, as the one that is always there stumbles over braces in texts
	KnownProperties(String metadata) {
		Matcher property = PROPERTY.matcher(metadata.substring(Math.max(0, metadata.indexOf("\"properties\":"))));
		while (property.find()) {
			at(property.group(1)).property(isOpen(property.group(2)));
		}
		addComponents(at("groups").belowEachKey(), SelfTestProperties.Group.class);
		addComponents(at("checks").belowEachKey(), SelfTestProperties.Tuning.class);
	}

	/**
	 * Tell what is wrong with a name.
	 * @param elements the elements of the name below {@code selftest}
	 * @param joined whether dashes are written like dots, as in environment variables
	 * @return what may have been meant; empty if there is such a property
	 */
	Optional<Correction> correct(List<String> elements, boolean joined) {
		PropertyTree tree = this.root;
		for (int i = 0; i < elements.size(); i++) {
			if (tree.isOpen()) {
				return Optional.empty();
			}
			int length = joined ? lengthOfName(tree, elements, i) : 1;
			PropertyTree next = tree.child(String.join("", elements.subList(i, i + length)));
			if (next == null) {
				return Optional.of(correction(tree, elements, i, joined));
			}
			tree = next;
			i += length - 1;
		}
		return tree.isProperty() ? Optional.empty() : Optional.of(new Correction(null, below(elements), tree.names()));
	}

	/**
	 * Return whether there are properties of ours below a name.
	 * @param prefix a name that starts with {@code selftest.}
	 * @return whether there are
	 */
	boolean hasPrefix(String prefix) {
		PropertyTree tree = this.root;
		for (String element : StringUtils.delimitedListToStringArray(prefix, ".")) {
			PropertyTree next = (tree == this.root && element.equals(ROOT)) ? tree : tree.child(element);
			if (next == null) {
				return false;
			}
			tree = next;
		}
		return true;
	}

	private static int lengthOfName(PropertyTree tree, List<String> elements, int from) {
		for (int length = 1; from + length <= elements.size(); length++) {
			if (tree.child(String.join("", elements.subList(from, from + length))) != null) {
				return length;
			}
		}
		return 1;
	}

	private Correction correction(PropertyTree tree, List<String> elements, int index, boolean joined) {
		String above = below(elements.subList(0, index));
		String nearest = tree.nearest(elements.get(index)).orElse(null);
		if (nearest == null) {
			return new Correction(null, above, tree.names());
		}
		List<String> corrected = new ArrayList<>(elements);
		corrected.set(index, nearest);
		boolean isWhole = correct(corrected, joined).isEmpty();
		return new Correction(isWhole ? below(corrected) : above + "." + nearest, above, tree.names());
	}

	private static String below(List<String> elements) {
		return elements.isEmpty() ? ROOT : ROOT + "." + String.join(".", elements);
	}

	private PropertyTree at(String name) {
		PropertyTree tree = this.root;
		for (String element : StringUtils.delimitedListToStringArray(name, ".")) {
			tree = tree.below(element);
		}
		return tree;
	}

	private static void addComponents(PropertyTree tree, Class<? extends Record> type) {
		Arrays.stream(type.getRecordComponents())
			.forEach((component) -> tree.below(nameOf(component))
				.property(Collection.class.isAssignableFrom(component.getType())));
	}

	private static String nameOf(RecordComponent component) {
		return Objects.requireNonNull(DataObjectPropertyName.toDashedForm(component.getName()));
	}

	private static boolean isOpen(String type) {
		return type.endsWith("[]") || List.of("Map<", "List<", "Set<", "Collection<").stream().anyMatch(type::contains);
	}

	/**
	 * Read from where this class is, as other jars have files of that name.
	 */
	private static @Nullable String metadata() {
		String name = KnownProperties.class.getName().replace('.', '/') + ".class";
		URL own = KnownProperties.class.getClassLoader().getResource(name);
		if (own == null || !own.toString().endsWith(name)) {
			return null;
		}
		String place = own.toString().substring(0, own.toString().length() - name.length());
		try (InputStream in = new URL(place + METADATA).openStream()) {
			return new String(in.readAllBytes(), StandardCharsets.UTF_8);
		}
		catch (IOException ex) {
			return null;
		}
	}

	/**
	 * What may have been meant.
	 *
	 * @param nearest the nearest name, {@code null} if none is near
	 * @param above the part of the name that exists
	 * @param names the names that exist below it
	 */
	record Correction(@Nullable String nearest, String above, Collection<String> names) {

		@Override
		public String toString() {
			if (this.nearest != null) {
				return "did you mean '" + this.nearest + "'?";
			}
			return this.names.isEmpty() ? "there is nothing below '" + this.above + "'"
					: "below '" + this.above + "' there are " + String.join(", ", this.names);
		}

	}

}
