package io.github.selftest.boot.check.security;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.core.env.PropertySource;
import org.springframework.core.io.ByteArrayResource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The page of the documentation lists the rules that there are, and its examples work by
 * copy.
 */
class SecurityCheckDocumentationTests {

	private static final Pattern EXAMPLE = Pattern.compile("```yaml\n(.*?)```", Pattern.DOTALL);

	private static final Pattern ROW = Pattern
		.compile("^\\| `security\\.([a-z0-9-]+)` \\| (\\w+) \\| .+ \\| .+ \\| (.+) \\|$", Pattern.MULTILINE);

	private static final Pattern QUOTED = Pattern.compile("'([^']+)'");

	@Test
	void listsEachRuleWithItsStatusAndRemedy() throws IOException {
		List<String> documented = ROW.matcher(page())
			.results()
			.map((row) -> String.join(" | ", row.group(1), row.group(2), row.group(3)))
			.toList();
		assertThat(documented).containsExactlyElementsOf(Arrays.stream(SecurityRule.values())
			.map((rule) -> String.join(" | ", rule.id(), rule.status().name(),
					QUOTED.matcher(rule.remedy()).replaceAll("`$1`")))
			.toList());
	}

	@Test
	void examplesMakeTheChecksThatTheyPromise() throws IOException {
		WebApplicationContextRunner runner = new WebApplicationContextRunner()
			.withConfiguration(AutoConfigurations.of(SecurityCheckAutoConfiguration.class));
		for (String example : examples()) {
			runner = runner.withInitializer((context) -> sources(example)
				.forEach((source) -> context.getEnvironment().getPropertySources().addLast(source)));
		}
		runner.run((context) -> {
			assertThat(SecurityRuns.ids(context)).contains("securityHeaders", "securityProtectedPaths",
					"securityErrors", "securitySignIn");
			SecurityCheckProperties properties = context.getBean(SecurityCheckProperties.class);
			assertThat(properties.paths()).hasSize(3);
			assertThat(properties.signIn().style()).isEqualTo(SecurityCheckProperties.SignIn.Style.JSON);
			assertThat(properties.ignore()).singleElement()
				.satisfies((ignored) -> assertThat(ignored.until()).isEqualTo("2030-12-31"));
		});
	}

	@Test
	void namesEachCheck() throws IOException {
		String page = page();
		assertThat(Stream.of("securitySettings", "securityActuator", "securityCertificate", "securityHeaders",
				"securityProtectedPaths", "securityErrors", "securitySignIn"))
			.allSatisfy((id) -> assertThat(page).contains("| `" + id + "` |"));
	}

	private static List<String> examples() throws IOException {
		List<String> examples = new ArrayList<>();
		Matcher matcher = EXAMPLE.matcher(page());
		while (matcher.find()) {
			examples.add(matcher.group(1));
		}
		assertThat(examples).hasSize(4);
		return examples;
	}

	private static List<PropertySource<?>> sources(String yaml) {
		try {
			return new YamlPropertySourceLoader().load("example" + yaml.hashCode(),
					new ByteArrayResource(yaml.getBytes(StandardCharsets.UTF_8)));
		}
		catch (IOException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private static String page() throws IOException {
		return Files.readString(Path.of("..", "docs", "checks", "security.md"));
	}

}
