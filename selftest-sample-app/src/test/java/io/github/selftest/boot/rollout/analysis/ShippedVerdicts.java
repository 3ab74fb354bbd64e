package io.github.selftest.boot.rollout.analysis;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

import org.springframework.boot.json.JsonParserFactory;

/**
 * What in {@code docs/rollouts} asks for the verdict, and what controllers make of the
 * answers of a running service. Paths and conditions are read as the lint reads them.
 */
public final class ShippedVerdicts {

	private static final Path FOLDER = Path.of("..", "docs", "rollouts");

	private final HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

	private final String service;

	private final Map<String, Optional<String>> arguments;

	/**
	 * Create an instance.
	 * @param service where the service is
	 * @param hash the hash of the pods of the canary
	 */
	public ShippedVerdicts(String service, String hash) {
		this.service = service;
		this.arguments = Map.of("url", Optional.of(service + "/actuator/selftest/canary"), "canary-hash",
				Optional.of(hash), "authorization", Optional.of("Basic x"));
	}

	/**
	 * Measure once with each template of Argo Rollouts, which knows no body of a status
	 * other than 2xx.
	 * @return what the measurement comes to by the name of the template
	 */
	public Map<String, String> measure() throws IOException, InterruptedException {
		Map<String, String> phases = new TreeMap<>();
		for (Manifest manifest : manifests("argo")) {
			for (Metric metric : metrics(manifest)) {
				phases.put(manifest.kind() + " " + manifest.name(), measure(metric).name());
			}
		}
		return phases;
	}

	private List<Metric> metrics(Manifest manifest) {
		return Template.of(manifest).stream().flatMap((template) -> {
			Map<String, Optional<String>> values = new LinkedHashMap<>(template.arguments().values());
			values.putAll(this.arguments);
			return Yaml.list(manifest.content(), "spec", "metrics")
				.stream()
				.map((metric) -> new Metric((Map<?, ?>) metric, new Arguments(values)))
				.filter(Metric::readsVerdict);
		}).toList();
	}

	private Phase measure(Metric metric) throws IOException, InterruptedException {
		// an INCONCLUSIVE would be held up for its 8 seconds
		URI url = URI.create(metric.url().replace("&wait=8s", ""));
		HttpResponse<String> answer = this.client.send(HttpRequest.newBuilder(url).build(), BodyHandlers.ofString());
		if (answer.statusCode() / 100 != 2) {
			return Phase.ERROR;
		}
		Conditions conditions = Conditions.parse(metric.success().orElse(null), metric.failure().orElse(null));
		return conditions
			.judge(JsonPath.select(JsonParserFactory.getJsonParser().parseMap(answer.body()), metric.jsonPath()));
	}

	/**
	 * Call each webhook of Flagger that asks for the group 'canary'. One succeeds with a
	 * status of 200 to 202.
	 * @return whether it succeeds, by its name
	 */
	public Map<String, Boolean> call() throws IOException, InterruptedException {
		Map<String, Boolean> succeeded = new TreeMap<>();
		for (Manifest manifest : manifests("flagger")) {
			for (Object hook : Yaml.list(manifest.content(), "spec", "analysis", "webhooks")) {
				String url = Yaml.text(hook, "url").orElse("");
				if (url.contains("/actuator/selftest/canary")) {
					int status = post(url.substring(url.indexOf("/actuator")));
					succeeded.put(Yaml.text(hook, "name").orElse("?"), status >= 200 && status <= 202);
				}
			}
		}
		return succeeded;
	}

	private int post(String path) throws IOException, InterruptedException {
		HttpRequest request = HttpRequest.newBuilder(URI.create(this.service + path))
			.header("Content-Type", "application/json")
			.POST(BodyPublishers.ofString("{\"name\":\"farm-shop\",\"namespace\":\"shop\",\"phase\":\"Progressing\"}"))
			.build();
		return this.client.send(request, BodyHandlers.discarding()).statusCode();
	}

	private static List<Manifest> manifests(String folder) throws IOException {
		List<Manifest> manifests = new ArrayList<>();
		try (Stream<Path> files = Files.list(FOLDER.resolve(folder))) {
			for (Path file : files.filter((file) -> file.toString().endsWith(".yaml")).toList()) {
				manifests.addAll(Manifests.read(file.getFileName().toString(), Files.readString(file)));
			}
		}
		return manifests;
	}

}
