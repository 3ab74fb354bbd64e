package io.github.selftest.boot.rollout.analysis;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The files in {@code docs/rollouts}: their fields, their conditions, and that what is
 * tested with promtool is what is shipped.
 */
class ShippedTemplatesTests {

	private static final Pattern HELM_STRING = Pattern.compile("\\{\\{ \"([^\"]*)\" }}");

	private static final Pattern HELM_VALUE = Pattern.compile("\\{\\{ \\.([A-Za-z.]+) }}");

	private static final Schema SCHEMA = Schema.read();

	@Test
	void lintFindsNothing() throws IOException {
		assertThat(TemplateLint.lint(Shipped.files("argo").toArray(Path[]::new))).isEmpty();
	}

	@ParameterizedTest
	@MethodSource("manifests")
	void fieldsAreThoseOfTheCluster(Manifest manifest) {
		assertThat(SCHEMA.problems(manifest.content())).as(manifest.file() + " " + manifest.title()).isEmpty();
	}

	static Stream<Manifest> manifests() throws IOException {
		return Shipped.manifests("argo", "flagger", "kubernetes").stream();
	}

	@ParameterizedTest
	@ValueSource(strings = { "sucessCondition: a", "failureLimit: [1]", "interval: soon", "timeoutSeconds: 1" })
	void schemaFindsWhatIsMisspelt(String field) {
		String text = """
				kind: AnalysisTemplate
				apiVersion: v1
				metadata: {name: t}
				spec:
				  metrics:
				    - name: m
				      %s
				      provider: {}
				""".formatted(field);
		assertThat(SCHEMA.problems(Manifests.read("t", text).get(0).content())).hasSize(1);
		assertThat(SCHEMA.problems(Map.of("kind", "AnalysisTemplate"))).hasSize(3);
	}

	@Test
	void clusterTemplatesAreTheSame() throws IOException {
		assertThat(specs("ClusterAnalysisTemplate")).isEqualTo(withoutToken(specs("AnalysisTemplate"))).hasSize(7);
	}

	@Test
	void tokenVariantDiffersByItsHeaderAlone() throws IOException {
		Metric plain = Shipped.metric("selftest-verdict", "verdict", Map.of());
		Metric token = Shipped.metric("selftest-verdict-token", "verdict", Map.of());
		assertThat(token.allText().replaceFirst(" headers=\\[.*?],", "")).isEqualTo(plain.allText());
	}

	@Test
	void helmLeavesTheBracesOfArgo(@TempDir Path folder) throws IOException {
		Map<String, String> values = Map.of("Values.selftest.url",
				"http://farm-shop-canary.shop.svc:8081/actuator/selftest/canary", "Values.selftest.count", "8",
				"Values.selftest.interval", "15s", "Release.Name", "shop");
		String rendered = rendered(Files.readString(Shipped.FOLDER.resolve("helm/templates/analysis-verdict.yaml")),
				values);
		assertThat(TemplateLint.lint(Files.writeString(folder.resolve("rendered.yaml"), rendered))).isEmpty();
		Manifest manifest = Manifests.read("rendered", rendered).get(0);
		assertThat(SCHEMA.problems(manifest.content())).isEmpty();
		Metric shipped = Shipped.metric("selftest-verdict", "verdict",
				Map.of("url", values.get("Values.selftest.url")));
		Metric helm = Template.of(manifest).orElseThrow().metrics().get(0);
		assertThat(helm.conditionText()).isEqualTo(shipped.conditionText());
		assertThat(helm.url()).isEqualTo(shipped.url());
		assertThat(helm.allText()).contains("{{args.canary-hash}}");
	}

	@ParameterizedTest
	@CsvSource({ "selftest-http, samples, 30, 29, INCONCLUSIVE", "selftest-http, errors, 4, 4.01, FAILED",
			"selftest-http, errors, -6.3, 57.2, FAILED", "selftest-success-rate, success-rate, 0.99, 0.989, FAILED",
			"selftest-latency, latency-buckets, 1, 0, INCONCLUSIVE",
			"selftest-latency, slow-share, 0.05, 0.051, FAILED", "selftest-pool, pool-timeouts, 0, 1, FAILED",
			"selftest-pool, pool-pending, 5, 6, FAILED", "selftest-breakers, breakers-open, 0, 1, FAILED" })
	void answersOfPrometheusAreJudged(String template, String name, double good, double bad, Phase phase)
			throws IOException {
		Metric metric = Shipped.metric(template, name, Map.of());
		Conditions conditions = Conditions.parse(metric.success().orElseThrow(), metric.failure().orElseThrow());
		assertThat(conditions.judge(List.of(good))).isEqualTo(Phase.SUCCESSFUL);
		assertThat(conditions.judge(List.of(bad))).isEqualTo(phase);
		assertThat(conditions.judge(List.of())).as("no data").isEqualTo(Phase.INCONCLUSIVE);
		assertThat(conditions.judge(List.of(Double.NaN))).as("NaN").isEqualTo(Phase.INCONCLUSIVE);
	}

	@Test
	void queriesThatPromtoolTestsAreTheShippedOnes() throws IOException {
		Map<String, String> passed = Map.of("selector", "application='farm-shop'", "canary-hash", "7c9f6d");
		Set<String> shipped = new TreeSet<>();
		for (Manifest manifest : Shipped.manifests("argo")) {
			if (manifest.file().equals("analysis-prometheus.yaml")) {
				for (Metric metric : Template.of(manifest).orElseThrow().metrics()) {
					shipped.add(Shipped.metric(manifest.name(), metric.name(), passed).query());
				}
			}
		}
		assertThat(tested()).containsAll(shipped);
		assertThat(shipped).hasSize(8);
		for (String scope : List.of("rollouts_pod_template_hash", "pod")) {
			Map<String, String> scoped = new TreeMap<>(passed);
			scoped.put("scope-label", scope);
			assertThat(tested()).contains(Shipped.metric("selftest-http", "samples", scoped).query());
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "selftest-errors", "selftest-pool-timeouts" })
	void queriesOfFlaggerThatPromtoolTestsAreTheShippedOnes(String name) throws IOException {
		String query = Stream.of(Files.readString(Shipped.FOLDER.resolve("flagger/canary.yaml")).split("---\n"))
			.filter((document) -> document.contains("kind: MetricTemplate")
					&& document.contains("name: " + name + "\n"))
			.map((document) -> document.substring(document.indexOf("query: |") + 8)
				.replace("\n    ", "\n")
				.replace("{{ namespace }}", "shop")
				.replace("{{ target }}", "farm-shop")
				.replace("{{ interval }}", "5m")
				.strip())
			.findFirst()
			.orElseThrow();
		assertThat(tested()).contains(query);
	}

	@Test
	void dashboardIsJsonThatAsksForWhatIsRecorded() throws IOException {
		String dashboard = Files.readString(Shipped.FOLDER.resolve("grafana/rollout.json"));
		Object json = new org.yaml.snakeyaml.Yaml().load(dashboard);
		assertThat(Yaml.list(json, "panels")).hasSizeGreaterThan(5);
		Set<String> recorded = new TreeSet<>();
		for (Object group : Yaml.list(rules(), "groups")) {
			Yaml.list(group, "rules").forEach((rule) -> Yaml.text(rule, "record").ifPresent(recorded::add));
		}
		assertThat(Pattern.compile("selftest:[a-z0-9_:]+").matcher(dashboard).results()).isNotEmpty()
			.allSatisfy((match) -> assertThat(recorded).contains(match.group()));
	}

	@Test
	void panelsOfTheDashboardLieSideBySideAndAskItsOwnSource() throws IOException {
		Object json = new org.yaml.snakeyaml.Yaml()
			.load(Files.readString(Shipped.FOLDER.resolve("grafana/rollout.json")));
		Set<String> ids = new TreeSet<>();
		Set<String> cells = new TreeSet<>();
		for (Object panel : Yaml.list(json, "panels")) {
			String title = Yaml.text(panel, "title").orElse("");
			assertThat(ids.add(Yaml.text(panel, "id").orElse(""))).as("id of '%s'", title).isTrue();
			assertThat(Yaml.text(panel, "datasource", "uid")).as(title).contains("${datasource}");
			int left = number(panel, "x");
			int right = left + number(panel, "w");
			assertThat(right).as("right edge of '%s'", title).isBetween(1, 24);
			for (int x = left; x < right; x++) {
				for (int y = number(panel, "y"); y < number(panel, "y") + number(panel, "h"); y++) {
					assertThat(cells.add(x + " " + y)).as("place of '%s'", title).isTrue();
				}
			}
			Set<String> references = new TreeSet<>();
			assertThat(Yaml.list(panel, "targets")).as(title).isNotEmpty().allSatisfy((target) -> {
				assertThat(references.add(Yaml.text(target, "refId").orElse(""))).isTrue();
				assertThat(Yaml.text(target, "expr").orElse("")).contains("$namespace").contains("$application");
			});
		}
	}

	private static int number(Object panel, String field) {
		return Integer.parseInt(Yaml.text(panel, "gridPos", field).orElse("0"));
	}

	@Test
	void alertsSayWhatToDoAndHowBadItIs() throws IOException {
		for (Object group : Yaml.list(rules(), "groups")) {
			assertThat(Yaml.list(group, "rules")).filteredOn((rule) -> Yaml.at(rule, "alert") != null)
				.allSatisfy((alert) -> {
					assertThat(Yaml.text(alert, "labels", "severity").orElse("")).isIn("critical", "warning");
					assertThat(Yaml.text(alert, "annotations", "summary")).isPresent();
					assertThat(Yaml.text(alert, "annotations", "description")).isPresent();
				});
		}
	}

	private static Object rules() throws IOException {
		return new org.yaml.snakeyaml.Yaml().load(Files.readString(Shipped.FOLDER.resolve("prometheus/rules.yaml")));
	}

	private static Set<String> tested() throws IOException {
		Object tests = new org.yaml.snakeyaml.Yaml()
			.load(Files.readString(Shipped.FOLDER.resolve("prometheus/queries-test.yaml")));
		Set<String> queries = new TreeSet<>();
		for (Object test : Yaml.list(tests, "tests")) {
			Yaml.list(test, "promql_expr_test")
				.forEach((expression) -> Yaml.text(expression, "expr").map(String::strip).ifPresent(queries::add));
		}
		return queries;
	}

	private static Map<String, Object> specs(String kind) throws IOException {
		Map<String, Object> specs = new TreeMap<>();
		for (Manifest manifest : Shipped.manifests("argo")) {
			if (manifest.kind().equals(kind)) {
				specs.put(manifest.name(), String.valueOf(manifest.content().get("spec")));
			}
		}
		return specs;
	}

	private static Map<String, Object> withoutToken(Map<String, Object> specs) {
		specs.remove("selftest-verdict-token");
		return specs;
	}

	/**
	 * What Helm does, as far as the chart makes use of it.
	 */
	private static String rendered(String template, Map<String, String> values) {
		String text = template.replaceAll("\\{\\{- /\\*.*\\*/ -}}\\s*", "");
		text = HELM_VALUE.matcher(text).replaceAll((match) -> values.getOrDefault(match.group(1), "?"));
		return HELM_STRING.matcher(text).replaceAll("$1");
	}

}
