package io.github.selftest.boot.rollout.analysis;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import io.github.selftest.api.Finding;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Templates as people write them, each caught for what is wrong with it.
 */
class WildTemplatesTests {

	private static final Path FOLDER = Path.of("src", "test", "resources", "rollout", "wild");

	@ParameterizedTest
	@MethodSource("files")
	void isCaught(Path file) throws IOException {
		String[] expected = Stream.of(Files.readAllLines(file).get(0).replaceFirst("# expected: ", "").split(" "))
			.map("analysis."::concat)
			.toArray(String[]::new);
		assertThat(TemplateLint.lint(file)).extracting(Finding::code).contains(expected);
	}

	static Stream<Path> files() throws IOException {
		try (Stream<Path> files = Files.list(FOLDER)) {
			return files.sorted().toList().stream();
		}
	}

}
