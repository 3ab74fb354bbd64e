package io.github.selftest.sample;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

class DocumentationTests {

	private static final Path ROOT = Path.of("..");

	private static final Pattern LINK = Pattern.compile("]\\(([^)#]+)(?:#([^)]*))?\\)");

	private static final Pattern FAULT = Pattern.compile("@Profile\\(\"(fault-[a-z-]+)");

	private static final Pattern FAULT_IN_TABLE = Pattern.compile("(?m)^\\| `(fault-[a-z-]+)` \\|");

	@Test
	void readmeIsShort() throws IOException {
		assertThat(Files.readAllLines(ROOT.resolve("README.md"))).hasSizeLessThanOrEqualTo(120);
	}

	@ParameterizedTest
	@MethodSource("pages")
	void linksLeadSomewhere(Path page) throws IOException {
		assertThat(matches(LINK, Files.readString(page))).filteredOn((link) -> !link.group(1).startsWith("https:"))
			.allSatisfy((link) -> {
				Path target = page.resolveSibling(link.group(1));
				assertThat(target).exists();
				if (link.group(2) != null) {
					assertThat(headings(target)).contains(link.group(2));
				}
			});
	}

	@Test
	void readmeOfTheShopListsEachFault() throws IOException {
		List<String> listed = matches(FAULT_IN_TABLE, Files.readString(Path.of("README.md")))
			.map(DocumentationTests::name)
			.toList();
		List<String> faults = Stream.of(faultsInSql(), faultsInJava(), faultsInSettings())
			.flatMap((all) -> all)
			.toList();
		assertThat(listed).containsExactlyInAnyOrderElementsOf(faults);
	}

	private static Stream<Path> pages() throws IOException {
		return Stream.concat(Stream.of(ROOT.resolve("README.md"), Path.of("README.md")),
				files(ROOT.resolve("docs")).filter((file) -> file.toString().endsWith(".md")));
	}

	private static Stream<String> headings(Path page) throws IOException {
		return Files.readAllLines(page)
			.stream()
			.filter((line) -> line.startsWith("#"))
			.map((line) -> line.replaceFirst("#+ ", "")
				.toLowerCase(Locale.ROOT)
				.replaceAll("[^a-z0-9 -]", "")
				.replace(' ', '-'));
	}

	private static Stream<String> faultsInSql() throws IOException {
		try (Stream<Path> folders = Files.list(Path.of("src/main/resources/db"))) {
			return folders.map((folder) -> folder.toFile().getName())
				.filter((name) -> name.startsWith("fault-"))
				.toList()
				.stream();
		}
	}

	private static Stream<String> faultsInJava() throws IOException {
		StringBuilder sources = new StringBuilder();
		for (Path file : files(Path.of("src/main/java/io/github/selftest/sample/fault")).toList()) {
			sources.append(Files.readString(file));
		}
		return matches(FAULT, sources).map(DocumentationTests::name);
	}

	private static Stream<String> faultsInSettings() throws IOException {
		return files(Path.of("src/main/resources")).map((file) -> file.toFile().getName())
			.filter((name) -> name.startsWith("application-fault-"))
			.map((name) -> name.substring("application-".length(), name.lastIndexOf('.')));
	}

	private static Stream<Path> files(Path folder) throws IOException {
		try (Stream<Path> files = Files.walk(folder)) {
			return files.filter(Files::isRegularFile).toList().stream();
		}
	}

	private static Stream<MatchResult> matches(Pattern pattern, CharSequence text) {
		return pattern.matcher(text).results();
	}

	private static String name(MatchResult match) {
		return match.group(1);
	}

}
