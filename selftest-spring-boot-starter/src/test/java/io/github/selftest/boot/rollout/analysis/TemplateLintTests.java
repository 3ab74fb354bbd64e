package io.github.selftest.boot.rollout.analysis;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.github.selftest.api.Finding;
import io.github.selftest.api.Status;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link TemplateLint} and {@link Rule}.
 */
class TemplateLintTests {

	@TempDir
	@SuppressWarnings("NullAway.Init")
	private Path folder;

	@ParameterizedTest
	@EnumSource
	void findsTheMistakeAndAcceptsWhatMendsIt(Rule rule) throws IOException {
		Examples.Example example = Examples.of(rule);
		assertThat(lint(example.bad())).filteredOn((finding) -> finding.code().equals(rule.code()))
			.singleElement()
			.satisfies((finding) -> {
				assertThat(finding.status()).isEqualTo(rule.status());
				assertThat(finding.message()).contains("templates.yaml", "AnalysisTemplate 't'", "metric 'm'");
				assertThat(List.of(String.valueOf(finding.observed()), String.valueOf(finding.expected()),
						String.valueOf(finding.remedy())))
					.allSatisfy((text) -> assertThat(text).isNotBlank().isNotEqualTo("null"));
			});
		assertThat(lint(example.good())).extracting(Finding::code).doesNotContain(rule.code());
	}

	@Test
	void goodTemplateHasNoFindingAtAll() throws IOException {
		assertThat(lint(Examples.of(Rule.COUNT_MISSING).good())).isEmpty();
		assertThat(lint(Examples.of(Rule.VERDICT_MISREAD).good())).isEmpty();
	}

	@Test
	void scrapeIntervalDecidesHowLongAWindowMustBe() throws IOException {
		Path file = write(Examples.of(Rule.WINDOW_TOO_SHORT).bad());
		assertThat(TemplateLint.lint(Duration.ofSeconds(15), file)).isEmpty();
		assertThat(TemplateLint.lint(Duration.ofMinutes(1), file)).singleElement()
			.satisfies((finding) -> assertThat(finding.expected()).contains("240 s"));
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			a / b > 0.9                      | a / b > 0.9
			(a / b) >= 0.9                   | >= 0.9
			((sum(a) > 0.9))                 | sum > 0.9
			sum(a{b!="c > d"}[5m]) / (b > 0) | sum /
			""")
	void comparisonsInParenthesesAreNoneOfTheWhole(String query, String topLevel) {
		assertThat(QueryRules.topLevel(query).replaceAll("\\s+", " ").strip()).isEqualTo(topLevel);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			kind: [           | is no YAML in line
			a: 1\\na: 2       | is no YAML in line 2
			x: {{ .Values.y }} | is the source of a Helm chart
			""")
	void whatIsNoYamlIsToldWithItsLine(String text, String problem) throws IOException {
		assertThat(lint(text.replace("\\n", "\n"))).singleElement().satisfies((finding) -> {
			assertThat(finding.code()).isEqualTo("analysis.unreadable");
			assertThat(finding.message()).contains("templates.yaml", problem);
			assertThat(finding.remedy()).isNotBlank();
		});
	}

	@Test
	void bombOfAliasesIsRefused() throws IOException {
		StringBuilder bomb = new StringBuilder("a: &a0 [x, x]\n");
		for (int i = 1; i < 80; i++) {
			bomb.append("b%d: &a%d [*a%d, *a%d]\n".formatted(i, i, i - 1, i - 1));
		}
		assertThat(lint(bomb.toString())).singleElement()
			.satisfies((finding) -> assertThat(finding.message()).contains("aliases"));
	}

	@Test
	void bombOfFewAliasesIsRefused() throws IOException {
		StringBuilder bomb = new StringBuilder("kind: AnalysisTemplate\na0: &a0 [x, x]\n");
		for (int i = 1; i < 20; i++) {
			bomb.append("a%d: &a%d [*a%d, *a%d]\n".formatted(i, i, i - 1, i - 1));
		}
		assertThat(lint(bomb.toString())).singleElement()
			.satisfies((finding) -> assertThat(finding.message()).contains("more than 100000 parts"));
		assertThat(lint("kind: AnalysisTemplate\nspec: &a {metrics: [*a]}")).singleElement()
			.satisfies((finding) -> assertThat(finding.message()).contains("refers to itself"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "(", "!", "-", "[", "result ? ", "all(", "'\\\\" })
	@Timeout(10)
	void endlessConditionsAreNotRead(String part) throws IOException {
		assertThat(codes(part.repeat(1_000))).contains("analysis.condition-unread");
		assertThat(codes(part.repeat(100_000))).containsExactly("analysis.unreadable");
	}

	private List<String> codes(String condition) throws IOException {
		return lint(Examples.prometheus("x", condition, "")).stream().map(Finding::code).toList();
	}

	@ParameterizedTest
	@ValueSource(strings = { "{{", "[0:", "({[", "irate ", "outcome=", "/ ", "{{args.a ", "or vector(" })
	@Timeout(10)
	void endlessQueriesTakeNoTime(String part) throws IOException {
		assertThat(lint(Examples.prometheus(part.repeat(2_000), "result[0] > 0", ""))).isNotEmpty();
	}

	@Test
	void threeBracesInARowAreNoArgument() throws IOException {
		String good = Examples.of(Rule.ARGUMENT_UNDECLARED).good();
		assertThat(lint(good.replace("{pod_template_hash=\"{{args.canary-hash}}\"", "{{{args.canary-hash}}")))
			.filteredOn((finding) -> finding.code().equals("analysis.argument-undeclared"))
			.singleElement()
			.satisfies((finding) -> assertThat(finding.observed()).isEqualTo("{{{args.canary-hash}}"));
	}

	@Test
	void deepNestingIsRefused() throws IOException {
		assertThat(lint("a: " + "[".repeat(10_000))).singleElement()
			.satisfies((finding) -> assertThat(finding.code()).isEqualTo("analysis.unreadable"));
	}

	@Test
	void hugeFileIsRefused() throws IOException {
		assertThat(lint("#" + "x".repeat(Manifests.MAX_LENGTH))).singleElement()
			.satisfies((finding) -> assertThat(finding.message()).contains("expected at most 1048576"));
	}

	@Test
	void typesOfTheClassPathAreNotMade() throws IOException {
		assertThat(lint("a: !!java.util.concurrent.atomic.AtomicInteger [1]")).singleElement()
			.satisfies((finding) -> assertThat(finding.code()).isEqualTo("analysis.unreadable"));
	}

	@Test
	void binaryAndMissingFilesAreTold() throws IOException {
		Path binary = this.folder.resolve("binary.yaml");
		Files.write(binary, new byte[] { (byte) 0xff, (byte) 0xfe, 0, 1 });
		assertThat(TemplateLint.lint(binary, this.folder.resolve("missing.yaml"))).hasSize(2)
			.allSatisfy((finding) -> assertThat(finding.code()).isEqualTo("analysis.unreadable"));
	}

	@Test
	void filesWithoutATemplateAreNoProofOfAnything() throws IOException {
		assertThat(lint("kind: ConfigMap")).singleElement()
			.satisfies((finding) -> assertThat(finding.status()).isEqualTo(Status.INCONCLUSIVE));
		assertThat(lint("")).hasSize(1);
		assertThat(lint("kind: AnalysisTemplate\nspec: {metrics: nonsense}")).extracting(Finding::code)
			.containsExactly("analysis.no-metric");
	}

	@Test
	void oddTypesAreNoReasonToBreak() throws IOException {
		assertThat(lint("""
				kind: AnalysisTemplate
				metadata: []
				spec:
				  args: {a: b}
				  metrics: [1, {name: [x], count: x, provider: {web: 3}}, {provider: {prometheus: {query: [1]}}}]
				---
				kind: Rollout
				spec: {strategy: {canary: {steps: [3, {analysis: 4}], analysis: {templates: x}}}}
				""")).isNotEmpty();
	}

	@Test
	void listsAndSeveralDocumentsAreRead() throws IOException {
		String bad = Examples.of(Rule.NO_CONDITION).bad();
		assertThat(lint(bad + "---\n" + bad)).hasSize(2);
		assertThat(lint("kind: List\nitems:\n- " + bad.strip().replace("\n", "\n  "))).hasSize(1);
	}

	@Test
	void commandPrintsMistakesAndEndsWithOne() throws IOException {
		Path bad = write(Examples.of(Rule.NO_CONDITION).bad());
		assertThat(run(bad.toString())).startsWith("1 FAIL analysis.no-condition: ")
			.contains("    seen: neither", "    expected: both", "    remedy: Write", "1 files, 1 mistakes");
	}

	@Test
	void commandEndsWithZeroWhenThereAreNotesOnly() throws IOException {
		Path note = write(Examples.of(Rule.NOT_ONLY_USERS).bad());
		assertThat(run("--scrape-interval=30s", note.toString())).startsWith("0 NOTE analysis.not-only-users")
			.contains("1 files, 0 mistakes");
	}

	@Test
	void commandThatIsNotUnderstoodEndsWithTwo() {
		assertThat(run()).startsWith("2 Usage");
		assertThat(run("--scrape-interval=often", "a.yaml")).startsWith("2 Usage");
		assertThat(run("--help")).startsWith("2 Usage");
		assertThat(run("--strict", "a.yaml")).startsWith("2 Usage");
	}

	private static String run(String... args) {
		ByteArrayOutputStream out = new ByteArrayOutputStream();
		int code = TemplateLint.run(new PrintStream(out, true, StandardCharsets.UTF_8), args);
		return code + " " + out.toString(StandardCharsets.UTF_8);
	}

	private List<Finding> lint(String text) throws IOException {
		return TemplateLint.lint(write(text));
	}

	private Path write(String text) throws IOException {
		return Files.writeString(this.folder.resolve("templates.yaml"), text);
	}

}
