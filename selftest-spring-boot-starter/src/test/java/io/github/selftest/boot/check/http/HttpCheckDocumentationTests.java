package io.github.selftest.boot.check.http;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.core.env.PropertySource;
import org.springframework.core.io.ByteArrayResource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The example of the documentation works by copy.
 */
class HttpCheckDocumentationTests {

	private static final Pattern EXAMPLE = Pattern.compile("```yaml\n(.*?)```", Pattern.DOTALL);

	@Test
	void exampleDeclaresChecks() throws IOException {
		Matcher example = EXAMPLE.matcher(Files.readString(Path.of("..", "docs", "checks", "http.md")));
		assertThat(example.find()).isTrue();
		HttpCheckProperties properties = bind(example.group(1));
		assertThat(new HttpChecks(properties).checks()).extracting((check) -> check.definition().id())
			.containsExactly("productsAnswerJson", "wrongPasswordIsRefused");
	}

	private static HttpCheckProperties bind(String yaml) throws IOException {
		List<PropertySource<?>> sources = new YamlPropertySourceLoader().load("example",
				new ByteArrayResource(yaml.getBytes(StandardCharsets.UTF_8)));
		Binder binder = new Binder(ConfigurationPropertySources.from(sources));
		return binder.bindOrCreate("selftest.check.http", HttpCheckProperties.class);
	}

}
