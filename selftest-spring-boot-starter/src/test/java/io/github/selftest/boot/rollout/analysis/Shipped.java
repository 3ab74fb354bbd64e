package io.github.selftest.boot.rollout.analysis;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The files in {@code docs/rollouts}.
 */
final class Shipped {

	static final Path FOLDER = Path.of("..", "docs", "rollouts");

	private Shipped() {
	}

	static List<Path> files(String... folders) throws IOException {
		Stream.Builder<Path> files = Stream.builder();
		for (String folder : folders) {
			try (Stream<Path> found = Files.list(FOLDER.resolve(folder))) {
				found.filter((file) -> file.toString().endsWith(".yaml")).sorted().toList().forEach(files::add);
			}
		}
		return files.build().toList();
	}

	static List<Manifest> manifests(String... folders) throws IOException {
		Stream.Builder<Manifest> manifests = Stream.builder();
		for (Path file : files(folders)) {
			String text = Files.readString(file).replaceAll("\\{\\{ (name|namespace|target|interval) }}", "$1");
			Manifests.read(file.getFileName().toString(), text).forEach(manifests::add);
		}
		return manifests.build().toList();
	}

	static Manifest manifest(String kind, String name) throws IOException {
		return manifests("argo", "flagger", "kubernetes").stream()
			.filter((manifest) -> manifest.kind().equals(kind) && manifest.name().equals(name))
			.findFirst()
			.orElseThrow();
	}

	/**
	 * Return a metric as the controller sees it.
	 * @param template the name of an AnalysisTemplate
	 * @param name the name of the metric
	 * @param passed the arguments that a rollout passes
	 * @return the metric
	 */
	static Metric metric(String template, String name, Map<String, String> passed) throws IOException {
		Manifest manifest = manifest("AnalysisTemplate", template);
		Map<String, Optional<String>> values = new LinkedHashMap<>(
				Template.of(manifest).orElseThrow().arguments().values());
		passed.forEach((key, value) -> values.put(key, Optional.of(value)));
		return Yaml.list(manifest.content(), "spec", "metrics")
			.stream()
			.filter((metric) -> Yaml.text(metric, "name").filter(name::equals).isPresent())
			.map((metric) -> new Metric((Map<?, ?>) metric, new Arguments(values)))
			.findFirst()
			.orElseThrow();
	}

}
