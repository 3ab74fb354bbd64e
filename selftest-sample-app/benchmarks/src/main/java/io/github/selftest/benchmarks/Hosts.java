package io.github.selftest.benchmarks;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Starts the service with and without the starter, and the client.
 */
final class Hosts {

	private static final String STARTER = "selftest-spring-boot-starter";

	/** Enough for a thousand checks, and a bound when many run side by side. */
	private static final String HEAP = "-Xmx192m";

	private final String classPath = System.getProperty("java.class.path");

	private final Path folder;

	private int started;

	Hosts(Path folder) {
		this.folder = folder;
		if (classPath(Half.WITHOUT).equals(this.classPath)) {
			throw new IllegalStateException("'%s' is not on the class path".formatted(STARTER));
		}
	}

	Child start(Half half, List<String> arguments) throws IOException {
		return start(half, "io.github.selftest.benchmarks.host.Host", arguments);
	}

	Child startClient() throws IOException {
		return start(Half.WITHOUT, "io.github.selftest.benchmarks.load.LoadGenerator", List.of());
	}

	private Child start(Half half, String mainClass, List<String> arguments) throws IOException {
		List<String> command = new ArrayList<>();
		command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
		command.addAll(List.of(HEAP, "-cp", classPath(half), mainClass));
		command.addAll(arguments);
		this.started++;
		return Child.start(command, this.folder.resolve("process-%03d.log".formatted(this.started)));
	}

	private String classPath(Half half) {
		return (half == Half.WITH) ? this.classPath
				: Arrays.stream(this.classPath.split(File.pathSeparator, -1))
					.filter((entry) -> !entry.contains(STARTER))
					.collect(Collectors.joining(File.pathSeparator));
	}

}
