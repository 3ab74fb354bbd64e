package io.github.selftest.sample;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.Yaml;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The workflow that is there to be copied.
 */
class WorkflowTests {

	private static final Pattern FILE = Pattern.compile("docs/clients/\\S+\\.[a-z]+");

	@Test
	void asksEveryFiveMinutes() throws IOException {
		// a word that YAML takes for 'true'
		assertThat(at(workflow(), true, "schedule")).asString().contains("cron=*/5 * * * *");
	}

	@Test
	void runsWhatIsThere() throws IOException {
		List<String> files = FILE.matcher(steps("journeys") + steps("load")).results().map(MatchResult::group).toList();
		assertThat(files).contains("docs/clients/pytest/test_farm_shop.py", "docs/clients/pytest/test_claims.py",
				"docs/clients/k6/farm-shop.js");
		assertThat(files).allSatisfy((file) -> assertThat(Path.of("..", file)).exists());
	}

	@Test
	void tellsSomebodyOfAFailureAndGivesSecretsToSingleStepsOnly() throws IOException {
		assertThat(steps("journeys")).contains("if=failure(), env={ALERT_WEBHOOK=${{ secrets.ALERT_WEBHOOK }}");
		assertThat(at(workflow(), "env")).asString().doesNotContain("secrets.");
		assertThat(at(workflow(), "jobs", "journeys", "env")).isNull();
	}

	private static String steps(String job) throws IOException {
		return String.valueOf(at(workflow(), "jobs", job, "steps"));
	}

	private static Object workflow() throws IOException {
		return new Yaml().load(Files.readString(GoldenVectors.CLIENTS.resolve("github-actions.yaml")));
	}

	private static @Nullable Object at(Object document, Object... keys) {
		@Nullable Object value = document;
		for (Object key : keys) {
			value = ((Map<?, ?>) Objects.requireNonNull(value)).get(key);
		}
		return value;
	}

}
