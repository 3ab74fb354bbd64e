package io.github.selftest.boot.rollout.analysis;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.github.selftest.api.Finding;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A good template into which mistakes were put, each in the ways in which it is made.
 */
class MutatedTemplatesTests {

	private static final String ROLLOUT = """
			kind: Rollout
			metadata: {name: shop}
			spec:
			  strategy:
			    canary:
			      canaryService: shop-canary
			      steps:
			        - analysis:
			            templates: [{templateName: shop}]
			            args:
			              - {name: canary-hash, valueFrom: {podTemplateHashValue: Latest}}
			""";

	private static final String ERRORS = "sum(rate(http_requests_total{app=\"shop\",uri!=\"/actuator\",pod_template_hash=\"{{args.canary-hash}}\",code=~\"2..\"}[5m]))";

	private static final String ALL = "sum(rate(http_requests_total{app=\"shop\",uri!=\"/actuator\",pod_template_hash=\"{{args.canary-hash}}\"}[5m]))";

	private static final String GOOD = """
			kind: AnalysisTemplate
			metadata: {name: shop}
			spec:
			  args:
			    - name: canary-hash
			  metrics:
			    - name: success-rate
			      interval: 30s
			      count: 5
			      failureLimit: 1
			      inconclusiveLimit: 3
			      successCondition: len(result) > 0 && !isNaN(result[0]) && result[0] >= 0.99
			      failureCondition: len(result) > 0 && !isNaN(result[0]) && result[0] < 0.99
			      provider:
			        prometheus:
			          address: http://prometheus
			          query: |
			            %s / (%s > 0)
			---
			%s""".formatted(ERRORS, ALL, ROLLOUT);

	private static final String SUCCESS = "len(result) > 0 && !isNaN(result[0]) && result[0] >= 0.99";

	private static final String FAILURE = "len(result) > 0 && !isNaN(result[0]) && result[0] < 0.99";

	private static final String QUERY = ERRORS + " / (" + ALL + " > 0)";

	@TempDir
	@SuppressWarnings("NullAway.Init")
	private Path folder;

	@Test
	void theTemplateIsGood() throws IOException {
		assertThat(codes(GOOD)).isEmpty();
	}

	@ParameterizedTest
	@ValueSource(strings = { "QUERY > 0.99", "0.99 < QUERY", "max(QUERY > 0.99)", "sum by (app) ((QUERY) >= 0.99)",
			"clamp_max(QUERY >= 0.99, 1)", "(QUERY)\n            >\n            0.99 and on() up",
			"# it's\n            QUERY > 0.99" })
	void comparisonsInTheQueryAreNamed(String query) throws IOException {
		assertThat(codes(GOOD.replace(QUERY, query.replace("QUERY", QUERY)))).contains("analysis.comparison-in-query");
	}

	@ParameterizedTest
	@ValueSource(strings = { "QUERY > bool 0.5", "QUERY and on() (ALL >= 30)", "count(ALL > 0.5)" })
	void comparisonsThatAreNoneOfTheValueAreNot(String query) throws IOException {
		assertThat(codes(GOOD.replace(QUERY, query.replace("QUERY", QUERY).replace("ALL", ALL))))
			.doesNotContain("analysis.comparison-in-query");
	}

	@ParameterizedTest
	@ValueSource(strings = { "x=\"y\"", "pod_template_hash!=\"\"", "role!=\"canary\"", "pod_template_hash=~\".*\"",
			"pod_template_hash=~\".+\"", "pod_template_hash=\"{{args.stable-hash}}\"" })
	void scopesThatAreNoneOfTheCanaryAreNamed(String matcher) throws IOException {
		assertThat(codes(GOOD.replace("pod_template_hash=\"{{args.canary-hash}}\"", matcher)))
			.contains("analysis.no-canary-scope");
		assertThat(codes(GOOD.replace("pod_template_hash=\"{{args.canary-hash}}\"", "x=\"y\"")
			.replace("sum(", "# of the canary\n            sum by (pod_template_hash) (")))
			.contains("analysis.no-canary-scope");
	}

	@ParameterizedTest
	@ValueSource(strings = { "rollouts_pod_template_hash=\"{{args.canary-hash}}\"",
			"pod=~\"shop-{{args.canary-hash}}-.+\"", "service=\"shop-canary\"", "job='shop-preview'",
			"hash=~\"{{args.canary-hash}}|{{args.stable-hash}}\"", "{{args.canary-selector}}" })
	void scopesOfTheCanaryAreKnown(String matcher) throws IOException {
		assertThat(codes(GOOD.replace("pod_template_hash=\"{{args.canary-hash}}\"", matcher)))
			.doesNotContain("analysis.no-canary-scope");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			len(result) == 0 OR result[0] >= 0.99          | no-data-passes
			all(result, {# >= 0.99})                       | no-data-passes
			not any(result, {# < 0.99})                    | no-data-passes
			count(result, {# < 0.99}) == 0                 | no-data-passes
			len(filter(result, {# < 0.99})) == 0           | no-data-passes
			!(len(result) > 0 && result[0] < 0.99)         | no-data-passes
			len(result) < 1 ? true : result[0] >= 0.99     | no-data-passes
			isNaN(result[0]) OR result[0] >= 0.99          | nan-passes
			result[0] >= 0.99                              | no-data-aborts
			true                                           | condition-constant
			result[0] >= 0                                 | condition-constant
			len(result) > 0 && result[0] <= 1              | condition-constant
			len(result) > 0 && result[0] <= 99             | condition-constant
			""")
	void successConditionsAreTriedOut(String condition, String code) throws IOException {
		assertThat(codes(GOOD.replace("      failureCondition: " + FAILURE + "\n", "")
			.replace("successCondition: " + SUCCESS,
					"successCondition: \"%s\"".formatted(condition.replace("OR", "||")))))
			.contains("analysis." + code);
	}

	@ParameterizedTest
	@ValueSource(strings = { "ERRORS / STABLE", "(ERRORS or 0 * ALL) / STABLE", "(ERRORS or 0 * STABLE) / STABLE",
			"sum(rate(m{ {{args.canary}},x='y'}[5m])) / sum(rate(m{ {{args.stable}},x='y'}[5m]))",
			"sum(rate(m{ {{args.label}}=\"{{args.canary-hash}}\"}[5m])) / sum(rate(m{ {{args.label}}=\"{{args.stable-hash}}\"}[5m]))",
			"sum(rate(m{le=\"+Inf\"}[5m])) / sum(rate(m{le='0.5'}[5m]))",
			"avg(rate(m_sum{uri=\"/a\"}[5m])) / avg(rate(m_sum{}[5m]))" })
	void whatIsNoShareOfTheWholeMayBeMoreThanOne(String query) throws IOException {
		assertThat(comparedWithTwo(query)).doesNotContain("analysis.condition-constant");
	}

	@ParameterizedTest
	@ValueSource(strings = { "ERRORS / ALL", "ERRORS / (ALL > 0)", "(ERRORS or 0 * ALL) / ALL",
			"sum(rate(m{ {{args.canary}},x='y'}[5m])) / (sum(rate(m{ {{args.canary}} }[5m])) >= {{args.samples}})",
			"sum(m{quantile='1',x='y'}[5m]) / sum(m{quantile='1'}[5m])",
			"sum(rate(m{pod_template_hash = '{{args.canary-hash}}',le=\"0.5\"}[5m])) / sum(rate(m{le=\"+Inf\",pod_template_hash=\"{{args.canary-hash}}\"}[5m]))" })
	void shareIsNeverMoreThanOne(String query) throws IOException {
		assertThat(comparedWithTwo(query)).contains("analysis.condition-constant");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			(QUERY) or vector(1)               | filler-passes
			(QUERY) or on() vector(1)          | filler-passes
			(QUERY) or (absent(up) * 1)        | filler-passes
			irate(up{role="canary"}[5m])       | instant-rate
			rate(up{role="canary"}[1m])        | window-too-short
			rate(up{role="canary"}[1m30s])     | window-too-short
			rate(up{role="canary"}[60])        | window-too-short
			rate(up{role="canary"}[60000ms])   | window-too-short
			max_over_time((QUERY)[1m:5s])      | window-too-short
			{{args.nope}} * QUERY              | argument-undeclared
			""")
	void queriesAreRead(String query, String code) throws IOException {
		assertThat(codes(GOOD.replace(QUERY, query.replace("QUERY", QUERY)))).contains("analysis." + code);
	}

	@Test
	void countAndArgumentsThatAreMissingAreNamed() throws IOException {
		assertThat(codes(GOOD.replace("      count: 5\n", ""))).contains("analysis.count-missing");
		assertThat(codes(GOOD.replace("{name: canary-hash, valueFrom: {podTemplateHashValue: Latest}}",
				"{name: other, value: x}")))
			.contains("analysis.argument-unset");
		assertThat(codes(GOOD.replace("      successCondition: " + SUCCESS + "\n", "")
			.replace("      failureCondition: " + FAILURE + "\n", ""))).contains("analysis.no-condition");
	}

	@ParameterizedTest
	@ValueSource(strings = { "{{ `{{args.canary-hash}}` }}", "{{ \"{{args.canary-hash}}\" }}",
			"{{\"{{\"}}args.canary-hash{{\"}}\"}}", "{{ .Values.hash }}", "{{ default \"x\" .Values.hash }}",
			"{{- toYaml .Values.x | nindent 4 }}", "{{ template \"x\" . }}" })
	void sourcesOfHelmAreToldSo(String placeholder) throws IOException {
		Path file = write(GOOD.replace("{{args.canary-hash}}", placeholder));
		assertThat(TemplateLint.lint(file)).singleElement()
			.satisfies((finding) -> assertThat(finding.message()).contains("is the source of a Helm chart"));
	}

	@Test
	void withoutALibraryForYamlItIsSaidWhichOneIsMissing() throws Exception {
		Path file = write(GOOD);
		try (URLClassLoader bare = new URLClassLoader(
				new URL[] { sourceOf(TemplateLint.class), sourceOf(Finding.class) },
				ClassLoader.getPlatformClassLoader())) {
			Object findings = bare.loadClass(TemplateLint.class.getName())
				.getMethod("lint", Path[].class)
				.invoke(null, (Object) new Path[] { file });
			assertThat(String.valueOf(findings)).startsWith("[INCONCLUSIVE analysis.no-yaml")
				.contains("'org.yaml:snakeyaml'");
		}
	}

	private List<String> comparedWithTwo(String query) throws IOException {
		String stable = ALL.replace("canary-hash", "stable-hash");
		return codes(GOOD.replace(QUERY, query.replace("ERRORS", ERRORS).replace("ALL", ALL).replace("STABLE", stable))
			.replace(">= 0.99", "<= 2")
			.replace("< 0.99", "> 2"));
	}

	private static URL sourceOf(Class<?> type) {
		return type.getProtectionDomain().getCodeSource().getLocation();
	}

	private List<String> codes(String text) throws IOException {
		return TemplateLint.lint(write(text)).stream().map(Finding::code).toList();
	}

	private Path write(String text) throws IOException {
		return Files.writeString(this.folder.resolve("templates.yaml"), text);
	}

}
