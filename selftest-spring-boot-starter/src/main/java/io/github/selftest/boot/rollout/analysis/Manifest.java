package io.github.selftest.boot.rollout.analysis;

import java.util.Map;

/**
 * A Kubernetes object in a file.
 *
 * @param file the name of the file
 * @param kind what it is
 * @param name its name, or "?" if it has none
 * @param content all of it
 */
record Manifest(String file, String kind, String name, Map<?, ?> content) {

	static Manifest of(String file, Map<?, ?> content) {
		return new Manifest(file, Yaml.text(content, "kind").orElse(""),
				Yaml.text(content, "metadata", "name").orElse("?"), content);
	}

	String title() {
		return "%s '%s'".formatted(this.kind, this.name);
	}

}
