package io.github.selftest.boot.rollout.analysis;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;

/**
 * Reads the Kubernetes objects of a file, within bounds: nothing but data, at most a
 * megabyte, few aliases and no deep nesting.
 */
final class Manifests {

	static final int MAX_LENGTH = 1 << 20;

	private static final int MAX_ALIASES = 50;

	private static final int MAX_DEPTH = 50;

	private static final int MAX_NODES = 100_000;

	private static final Pattern HELM = Pattern
		.compile("\\{\\{-?\\s*(?:[.$\"`]|/\\*|(?:include|template|tpl|if|else|range|with|end|define|block|default|quote"
				+ "|squote|required|printf|toYaml|toString|int|upper|lower|trunc)\\b)");

	private Manifests() {
	}

	/**
	 * Read a file of one or more documents.
	 * @param file its name
	 * @param text its text
	 * @return the objects, those in lists of kind {@code List} too
	 * @throws UnreadableException if it can't be read
	 */
	static List<Manifest> read(String file, String text) {
		if (text.length() > MAX_LENGTH) {
			throw new UnreadableException("has %d characters, expected at most %d".formatted(text.length(), MAX_LENGTH),
					"Give it the file that holds the templates");
		}
		if (HELM.matcher(text).find()) {
			throw new UnreadableException("is the source of a Helm chart, expected what Helm makes of it",
					"Run 'helm template' and give it the output");
		}
		List<Manifest> manifests = new ArrayList<>();
		try {
			for (Object document : yaml().loadAll(text)) {
				if (nodes(document, 0, 0) > MAX_NODES) {
					throw new UnreadableException("refers to itself, or has more than %d parts".formatted(MAX_NODES),
							"Write the parts out");
				}
				add(file, document, manifests);
			}
		}
		catch (MarkedYAMLException ex) {
			throw new UnreadableException("is no YAML in line %d: %s".formatted(line(ex), ex.getProblem()),
					"Mend the line");
		}
		catch (YAMLException ex) {
			throw new UnreadableException(
					"is no YAML that is read here: more than %d aliases or %d levels".formatted(MAX_ALIASES, MAX_DEPTH),
					"Write the parts out");
		}
		return manifests;
	}

	private static org.yaml.snakeyaml.Yaml yaml() {
		LoaderOptions options = new LoaderOptions();
		options.setCodePointLimit(MAX_LENGTH);
		options.setMaxAliasesForCollections(MAX_ALIASES);
		options.setNestingDepthLimit(MAX_DEPTH);
		options.setAllowDuplicateKeys(false);
		return new org.yaml.snakeyaml.Yaml(new SafeConstructor(options));
	}

	private static void add(String file, Object document, List<Manifest> manifests) {
		if (document instanceof Map<?, ?> content) {
			Manifest manifest = Manifest.of(file, content);
			if (manifest.kind().equals("List")) {
				Yaml.list(content, "items").forEach((item) -> {
					if (item instanceof Map<?, ?> map) {
						manifests.add(Manifest.of(file, map));
					}
				});
			}
			else {
				manifests.add(manifest);
			}
		}
	}

	/**
	 * Count what would be seen on a walk, in which an alias is all that it stands for.
	 */
	private static int nodes(Object value, int depth, int seen) {
		if (seen > MAX_NODES || depth > MAX_DEPTH) {
			return MAX_NODES + 1;
		}
		int nodes = seen + 1;
		Collection<?> children = (value instanceof Map<?, ?> map) ? map.values()
				: (value instanceof Collection<?> collection) ? collection : List.of();
		for (Object child : children) {
			nodes = nodes(child, depth + 1, nodes);
		}
		return nodes;
	}

	private static int line(MarkedYAMLException ex) {
		return (ex.getProblemMark() != null) ? ex.getProblemMark().getLine() + 1 : 1;
	}

	/**
	 * A file that can't be read.
	 */
	static final class UnreadableException extends RuntimeException {

		private static final long serialVersionUID = 1L;

		private final String remedy;

		UnreadableException(String message, String remedy) {
			super(message);
			this.remedy = remedy;
		}

		String remedy() {
			return this.remedy;
		}

	}

}
