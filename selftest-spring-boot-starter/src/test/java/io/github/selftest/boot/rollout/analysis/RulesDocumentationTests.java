package io.github.selftest.boot.rollout.analysis;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The table of rules in the documentation is that of {@link Rule}. Rewrite it by
 * {@code -Dselftest.docs.write=true}.
 */
class RulesDocumentationTests {

	private static final Path PAGE = Path.of("..", "docs", "rollouts.md");

	private static final String HEAD = "| code | | what it means | remedy |\n|---|---|---|---|\n";

	@Test
	void tableIsThatOfTheRules() throws IOException {
		String page = Files.readString(PAGE);
		String expected = page.substring(0, page.indexOf("| code |")) + HEAD + rows();
		if (Boolean.getBoolean("selftest.docs.write")) {
			Files.writeString(PAGE, expected);
		}
		assertThat(Files.readString(PAGE)).isEqualTo(expected);
	}

	private static String rows() {
		return Stream.of(Rule.values())
			.map((rule) -> "| `%s` | %s | %s | %s |\n".formatted(rule.code(), severity(rule), escaped(rule.meaning()),
					escaped(rule.remedy())))
			.collect(Collectors.joining());
	}

	private static String severity(Rule rule) {
		return switch (rule.status()) {
			case PASS -> "note";
			case INCONCLUSIVE -> "not judged";
			default -> rule.status().name();
		};
	}

	private static String escaped(String text) {
		return text.replace("|", "\\|");
	}

}
