package io.github.selftest.sample;

import java.io.IOException;
import java.io.StringWriter;
import java.lang.reflect.Method;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Properties;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.config.YamlPropertiesFactoryBean;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.core.io.ByteArrayResource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import io.github.selftest.api.SelfTest;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What a reader copies works: all snippets of a page in one service, which is the shop.
 */
class QuickStartTests {

	@TempDir
	private Path classes;

	@ParameterizedTest
	@ValueSource(strings = { "README.md", "docs/quickstart.md" })
	void worksByCopy(String page) throws Exception {
		String text = Files.readString(Path.of("..", page));
		Properties properties = properties(snippets(text, "yaml").collect(Collectors.joining()));
		try (URLClassLoader loader = new URLClassLoader(new URL[] { this.classes.toUri().toURL() })) {
			Class<?> bean = loader.loadClass(compile(snippets(text, "java").collect(Collectors.joining())));
			try (ConfigurableApplicationContext service = start(properties, bean)) {
				JsonNode verdict = smoke(service);
				assertThat(verdict.path("verdict").stringValue()).as(verdict.toString()).isEqualTo("PASS");
				assertThat(verdict.path("checks").propertyNames()).contains("serviceIsHealthy")
					.containsAll(methods(bean));
			}
		}
	}

	private static Stream<String> snippets(String page, String language) {
		return Pattern.compile("```" + language + "\n(.*?)```", Pattern.DOTALL)
			.matcher(page)
			.results()
			.map((snippet) -> snippet.group(1));
	}

	private static Properties properties(String yaml) {
		YamlPropertiesFactoryBean factory = new YamlPropertiesFactoryBean();
		factory.setResources(new ByteArrayResource(yaml.getBytes(StandardCharsets.UTF_8)));
		return Objects.requireNonNull(factory.getObject());
	}

	private String compile(String source) {
		JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
		StringWriter problems = new StringWriter();
		boolean compiled = compiler
			.getTask(problems, null, null, List.of("-proc:none", "-d", this.classes.toString()), null,
					List.of(new Snippet(source)))
			.call();
		assertThat(compiled).as(problems.toString()).isTrue();
		return Pattern.compile("class (\\w+)")
			.matcher(source)
			.results()
			.findFirst()
			.map(MatchResult::group)
			.orElseThrow()
			.substring("class ".length());
	}

	@SuppressWarnings("unchecked")
	private static ConfigurableApplicationContext start(Properties properties, Class<?> bean) {
		return new SpringApplicationBuilder(FarmShopApplication.class).properties(properties)
			.initializers((context) -> ((GenericApplicationContext) context).registerBean((Class<Object>) bean))
			.run("--server.port=0");
	}

	private static JsonNode smoke(ConfigurableApplicationContext service) throws IOException, InterruptedException {
		String port = service.getEnvironment().getRequiredProperty("local.server.port");
		HttpRequest run = HttpRequest
			.newBuilder(URI.create("http://127.0.0.1:" + port + "/actuator/selftest/smoke?wait=60s"))
			.timeout(Duration.ofSeconds(90))
			.POST(BodyPublishers.noBody())
			.build();
		return JsonMapper.shared().readTree(HttpClient.newHttpClient().send(run, BodyHandlers.ofString()).body());
	}

	private static List<String> methods(Class<?> bean) {
		return Stream.of(bean.getDeclaredMethods())
			.filter((method) -> method.isAnnotationPresent(SelfTest.class))
			.map(Method::getName)
			.toList();
	}

	private static final class Snippet extends SimpleJavaFileObject {

		private final String source;

		private Snippet(String source) {
			super(URI.create("string:///Snippet.java"), JavaFileObject.Kind.SOURCE);
			this.source = source;
		}

		@Override
		public CharSequence getCharContent(boolean ignoreEncodingErrors) {
			return this.source;
		}

	}

}
