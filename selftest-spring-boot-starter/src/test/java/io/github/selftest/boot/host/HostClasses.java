package io.github.selftest.boot.host;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import javax.tools.ToolProvider;

import org.springframework.boot.autoconfigure.AutoConfiguration;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A class that needs libraries which are not on the class path of these tests, made for
 * an application in a process of its own.
 */
final class HostClasses {

	private HostClasses() {
	}

	/**
	 * Compile a class and let it be a bean.
	 * @param directory where to
	 * @param jars libraries beside those of these tests
	 * @param name name of the class
	 * @param source its text
	 */
	static void bean(Path directory, Collection<Path> jars, String name, String source) throws IOException {
		Path file = directory.resolve(name.substring(name.lastIndexOf('.') + 1) + ".java");
		Files.writeString(file, source);
		String classPath = Stream.concat(Stream.of(System.getProperty("java.class.path")), jars.stream())
			.map(String::valueOf)
			.collect(Collectors.joining(File.pathSeparator));
		int result = ToolProvider.getSystemJavaCompiler()
			.run(null, null, null, "-proc:none", "-parameters", "-cp", classPath, "-d", directory.toString(),
					file.toString());
		assertThat(result).isZero();
		Path imports = directory.resolve("META-INF/spring/" + AutoConfiguration.class.getName() + ".imports");
		Files.createDirectories(imports.getParent());
		Files.writeString(imports, name);
	}

}
