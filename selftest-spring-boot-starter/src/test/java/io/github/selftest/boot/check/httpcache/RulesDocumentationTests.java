package io.github.selftest.boot.check.httpcache;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * The page of the documentation lists the probes and rules that there are.
 */
class RulesDocumentationTests {

	private static final Path PAGE = Path.of("..", "docs", "checks", "http-cache.md");

	private static final String COMMAND = "mvn -pl selftest-spring-boot-starter -am test -Dtest=RulesDocumentationTests "
			+ "-Dsurefire.failIfNoSpecifiedTests=false -Dselftest.docs.write=true";

	@Test
	void listsTheProbesThatThereAre() throws IOException {
		assertUpToDate("probes", probes());
	}

	@Test
	void listsTheRulesThatThereAre() throws IOException {
		assertUpToDate("rules", rules());
	}

	@Test
	void listsWhatIsReportedBesideTheRules() throws IOException {
		assertUpToDate("codes", codes());
	}

	@Test
	void failsOnATableThatLacksARuleAndNamesTheRemedy() {
		String page = "before\n<!-- rules -->\n| code |\n<!-- end of rules -->\nafter";
		assertThatExceptionOfType(AssertionError.class).isThrownBy(() -> assertUpToDate(page, "rules", rules()))
			.withMessageContaining(COMMAND);
		assertUpToDate(replaced(page, "rules", rules()), "rules", rules());
		assertThat(replaced(page, "rules", rules())).startsWith("before\n<!-- rules -->\n")
			.endsWith("\n<!-- end of rules -->\nafter");
	}

	@ParameterizedTest
	@CsvSource({ "BASIC,5", "STANDARD,14" })
	void sendsAsManyRequestsAsThePageSays(Tier tier, int requests) throws IOException {
		assertThat(Arrays.stream(Probe.values()).filter((probe) -> tier.includes(probe.tier()))).hasSize(requests);
		assertThat(Files.readString(PAGE)).contains("%d requests".formatted(requests));
	}

	private static void assertUpToDate(String name, String table) throws IOException {
		String page = Files.readString(PAGE);
		if (Boolean.getBoolean("selftest.docs.write")) {
			page = replaced(page, name, table);
			Files.writeString(PAGE, page);
		}
		assertUpToDate(page, name, table);
	}

	private static void assertUpToDate(String page, String name, String table) {
		assertThat(page.substring(start(page, name), Math.max(start(page, name), end(page, name))))
			.as("Rewrite it by: " + COMMAND)
			.isEqualTo(table);
	}

	private static String replaced(String page, String name, String table) {
		return page.substring(0, start(page, name)) + table + page.substring(end(page, name));
	}

	private static int start(String page, String name) {
		String marker = "<!-- %s -->\n".formatted(name);
		assertThat(page).contains(marker);
		return page.indexOf(marker) + marker.length();
	}

	private static int end(String page, String name) {
		String marker = "\n<!-- end of %s -->".formatted(name);
		assertThat(page).contains(marker);
		return page.indexOf(marker);
	}

	private static String probes() {
		return table(List.of("name", "from tier", "sends"), Arrays.stream(Probe.values())
			.map((probe) -> List.of(probe.code(), "`" + Text.lower(probe.tier().name()) + "`", probe.sends())));
	}

	private static String codes() {
		return table(List.of("code", "status", "when", "what mends it"),
				Arrays.stream(ProbeCode.values())
					.map((code) -> List.of("`" + code.code() + "`", code.status().toString(), code.when(),
							code.remedy().replaceAll("(?<!\\w)'([^']+)'(?!\\w)", "`$1`"))));
	}

	private static String rules() {
		return table(List.of("code", "level", "what should be", "source", "what mends it"),
				Rules.all()
					.stream()
					.map((rule) -> List.of("`" + rule.code() + "`",
							rule.level() + (rule.isKnownDefect() ? ", known defect" : ""), rule.sentence(),
							rule.source(), rule.remedy().replaceAll("(?<!\\w)'([^']+)'(?!\\w)", "`$1`"))));
	}

	private static String table(List<String> head, Stream<List<String>> rows) {
		return Stream
			.concat(Stream.of(row(head), "|" + "---|".repeat(head.size())), rows.map(RulesDocumentationTests::row))
			.collect(Collectors.joining("\n"));
	}

	private static String row(List<String> cells) {
		return cells.stream().map((cell) -> cell.replace("|", "\\|")).collect(Collectors.joining(" | ", "| ", " |"));
	}

}
