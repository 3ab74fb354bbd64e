package io.github.selftest.boot.check.method;

import java.io.IOException;
import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The example of the documentation works by copy.
 */
class MethodCheckDocumentationTests {

	private static final Pattern EXAMPLE = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL);

	private static final String AROUND = """
			import io.github.selftest.api.*;
			import java.time.Duration;
			import org.springframework.stereotype.Component;

			interface OrderRepository {

				long countWithoutItems();

			}

			""";

	@TempDir
	private Path output;

	@Test
	void exampleCompiles() throws IOException {
		Matcher example = EXAMPLE.matcher(Files.readString(Path.of("..", "docs", "checks", "method.md")));
		assertThat(example.find()).isTrue();
		JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
		StringWriter problems = new StringWriter();
		boolean isCompiled = compiler
			.getTask(problems, null, null, List.of("-proc:none", "-d", this.output.toString()), null,
					List.of(source(AROUND + example.group(1))))
			.call();
		assertThat(isCompiled).as(problems.toString()).isTrue();
	}

	private static JavaFileObject source(String text) {
		return new SimpleJavaFileObject(URI.create("string:///OrderSelfTests.java"), JavaFileObject.Kind.SOURCE) {

			@Override
			public CharSequence getCharContent(boolean ignoreEncodingErrors) {
				return text;
			}

		};
	}

}
