package io.github.selftest.boot.rollout.analysis;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * An analysis template, or an analysis run, which has the same form.
 *
 * @param manifest the object
 * @param arguments the arguments that it declares
 */
record Template(Manifest manifest, Arguments arguments) {

	private static final Set<String> KINDS = Set.of("AnalysisTemplate", "ClusterAnalysisTemplate", "AnalysisRun");

	static Optional<Template> of(Manifest manifest) {
		return KINDS.contains(manifest.kind())
				? Optional.of(new Template(manifest, Arguments.of(Yaml.at(manifest.content(), "spec"))))
				: Optional.empty();
	}

	boolean isOfCluster() {
		return this.manifest.kind().startsWith("Cluster");
	}

	List<Metric> metrics() {
		return Yaml.list(this.manifest.content(), "spec", "metrics")
			.stream()
			.filter(Map.class::isInstance)
			.map((content) -> new Metric((Map<?, ?>) content, this.arguments))
			.toList();
	}

}
